export const rating = {
  title: 'Rate answers',
}
