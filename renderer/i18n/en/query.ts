export const query = {
  title: 'Query',
}
