import type { Handlers } from '../kernel/context'

export const instructionHandlers: Handlers<never> = {}
