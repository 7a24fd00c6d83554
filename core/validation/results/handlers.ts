export const studyResultHandlers = {}
