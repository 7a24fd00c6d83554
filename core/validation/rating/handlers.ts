export const ratingHandlers = {}
