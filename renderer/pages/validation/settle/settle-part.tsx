export function SettlePart(_props: { readonly studyId: string }) {
  return null
}
