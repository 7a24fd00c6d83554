import type { rating as english } from '../en/rating'
import type { Words } from '../words'

export const rating: Words<typeof english> = {
  title: 'Bewerten',
}
