export const studyHandlers = {}
