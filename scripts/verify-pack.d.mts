export class Wrong extends Error {}
export function verifyPack(
  folder: string,
  fingerprint?: string | null,
): Promise<{ files: number; key: string }>
