import type { Handlers } from '../kernel/context'

export const trainingHandlers: Handlers<never> = {}
