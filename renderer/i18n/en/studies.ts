export const studies = {
  title: 'Validation',
}
