export const releaseHandlers = {}
