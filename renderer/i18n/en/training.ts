/** Words of the stage page. */
export const training = {
  title: 'Training',
}
