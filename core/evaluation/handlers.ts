import type { evaluationOperations } from '../../contract/evaluation'
import type { Handlers } from '../kernel/context'

type Names = keyof typeof evaluationOperations

export const evaluationHandlers = {} as Handlers<Names>
