export const studyResults = {
  title: 'Results',
}
