export const synthesis = {
  title: 'Synthesis',
}
