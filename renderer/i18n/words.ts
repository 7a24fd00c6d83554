/** The shape of a page's words with any text in it: a second language must have the same keys. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> }
