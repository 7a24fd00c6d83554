/** Kinds of file that are known not to be readable here, by their first bytes. */
const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['a gzip archive: unpack it first', [0x1f, 0x8b]],
  ['a ZIP archive or an Office document (DOCX, XLSX): save it as text or CSV', [0x50, 0x4b, 3, 4]],
  ['an old Office document: save it as text or CSV', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF: save it as text', [0x25, 0x50, 0x44, 0x46]],
  ['a Parquet table: save it as CSV or JSON lines', [0x50, 0x41, 0x52, 0x31]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]],
  ['a language model (GGUF): import it under Models', [0x47, 0x47, 0x55, 0x46]],
  ['a 7-Zip archive: unpack it first', [0x37, 0x7a, 0xbc, 0xaf]],
  ['an xz archive: unpack it first', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a Zstandard archive: unpack it first', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a picture', [0xff, 0xd8, 0xff]],
  ['UTF-32 text: save it as UTF-8', [0xff, 0xfe, 0, 0]],
  ['UTF-32 text: save it as UTF-8', [0, 0, 0xfe, 0xff]],
  ['rich text (RTF): save it as plain text', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
]

/** What a file is that cannot be read here, with advice; undefined where it may well be text. */
export function unreadableKind(start: Uint8Array): string | undefined {
  const known = signatures.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte))
  if (known) return known[0]
  const text = Buffer.from(start.subarray(0, 512)).toString('latin1').trimStart().toLowerCase()
  if (/^(?:ï»¿)?\s*<(?:\?xml|!doctype|html|rss|root)/.test(text))
    return 'XML or HTML: save it as text, CSV or JSON'
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
