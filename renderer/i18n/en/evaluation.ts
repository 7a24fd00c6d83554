/** Words of the stage page. */
export const evaluation = {
  title: 'Evaluation',
}
