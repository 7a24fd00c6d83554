export function ResultsPart(_props: { readonly studyId: string }) {
  return null
}
