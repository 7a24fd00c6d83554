import {
  type ErrorType,
  errorTypes,
  type HarmGrade,
  harmGrades,
} from '../../../../contract/validation-rating'

/*
 * Three rows on the screen as on the keyboard: digits for the score, the home row for what is wrong,
 * the row under it for harm. They lie alike on English and German keyboards.
 */
const errorLetters = ['a', 's', 'd', 'f', 'g', 'h'] as const
const harmLetters = ['x', 'c', 'v', 'b'] as const

export const errorKeys: readonly { readonly key: string; readonly type: ErrorType }[] =
  errorTypes.map((type, place) => ({ key: errorLetters[place]!, type }))

export const harmKeys: readonly { readonly key: string; readonly grade: HarmGrade }[] =
  harmGrades.map((grade, place) => ({ key: harmLetters[place]!, grade }))
