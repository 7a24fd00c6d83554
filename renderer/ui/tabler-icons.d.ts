declare module '@tabler/icons-react/dist/esm/icons/*' {
  const icon: import('@tabler/icons-react').Icon

  // biome-ignore lint/style/noDefaultExport: the package's files have one
  export { icon as default }
}
