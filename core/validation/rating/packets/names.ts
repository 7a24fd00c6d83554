/**
 * Whether two computers speak of one person. Accounts are made on each, so a name may be written
 * with other capitals or spaces, and still be the same name.
 */
export function isSameName(one: string, two: string): boolean {
  return plain(one) === plain(two)
}

function plain(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
