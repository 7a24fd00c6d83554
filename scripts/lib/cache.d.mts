export const cacheDir: string
export function hashOf(
  file: string,
  algorithm: string,
  encoding?: 'hex' | 'base64',
): Promise<string>
export function shortHash(text: string): string
export function exists(path: string): boolean
export function putWhole<T>(target: string, make: (aside: string) => Promise<T>): Promise<T>
export function writeWhole(file: string, text: string): void
export function withLock<T>(
  name: string,
  log: (line: string) => void,
  body: () => Promise<T>,
): Promise<T>
