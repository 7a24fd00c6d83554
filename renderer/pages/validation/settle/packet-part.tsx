export function PacketPart(_props: { readonly studyId: string }) {
  return null
}
