import type { Handlers } from '../kernel/context'

export const evaluationHandlers: Handlers<never> = {}
