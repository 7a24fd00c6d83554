import type { SentenceCode } from '../../../contract/sentences'

/** Kinds of file that are known not to be readable here, by their first bytes. */
const signatures = [
  ['looks-like-gzip', [0x1f, 0x8b]],
  ['looks-like-zip', [0x50, 0x4b, 3, 4]],
  ['looks-like-old-office', [0xd0, 0xcf, 0x11, 0xe0]],
  ['looks-like-pdf', [0x25, 0x50, 0x44, 0x46]],
  ['looks-like-parquet', [0x50, 0x41, 0x52, 0x31]],
  ['looks-like-sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]],
  ['looks-like-model', [0x47, 0x47, 0x55, 0x46]],
  ['looks-like-7zip', [0x37, 0x7a, 0xbc, 0xaf]],
  ['looks-like-xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['looks-like-zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['looks-like-program', [0x7f, 0x45, 0x4c, 0x46]],
  ['looks-like-picture', [0x89, 0x50, 0x4e, 0x47]],
  ['looks-like-picture', [0xff, 0xd8, 0xff]],
  ['looks-like-utf-32', [0xff, 0xfe, 0, 0]],
  ['looks-like-utf-32', [0, 0, 0xfe, 0xff]],
  ['looks-like-rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
] as const satisfies readonly (readonly [SentenceCode, readonly number[]])[]

type Kind = (typeof signatures)[number][0] | 'looks-like-markup'

/** What a file is that cannot be read here, with advice; undefined where it may well be text. */
export function unreadableKind(start: Uint8Array): Kind | undefined {
  const known = signatures.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte))
  if (known) return known[0]
  const text = Buffer.from(start.subarray(0, 512)).toString('latin1').trimStart().toLowerCase()
  if (/^(?:ï»¿)?\s*<(?:\?xml|!doctype|html|rss|root)/.test(text)) return 'looks-like-markup'
  return undefined
}

/** A handful of damaged bytes is a matter for the record that they stand in. */
const fewBytes = 16

/** Whether bytes of UTF-8 look like text: few control characters other than line ends, tabs and form feeds. */
export function looksLikeText(utf8: Uint8Array): boolean {
  let strange = 0
  for (const byte of utf8) {
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) strange++
    else if (byte === 0x7f || byte === 0xff) strange++
  }
  return strange <= Math.max(fewBytes, utf8.length * 0.02)
}
