export const release = {
  title: 'Release',
}
