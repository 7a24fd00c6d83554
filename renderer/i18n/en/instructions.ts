/** Words of the stage page. */
export const instructions = {
  title: 'Instructions',
}
