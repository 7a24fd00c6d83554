/** The eight clinical tasks of the method, with a first instruction a person can edit. */
export const tasks = [
  {
    id: 'named-entity-recognition',
    name: 'Named Entity Recognition',
    instruction: 'List every medication in this note with its dose, route and frequency.',
  },
  {
    id: 'abbreviation-expansion',
    name: 'Abbreviation Expansion',
    instruction: 'Expand every abbreviation in this note as it is meant in this context.',
  },
  {
    id: 'relation-extraction',
    name: 'Relation Extraction',
    instruction: 'For which condition was each medication in this note given?',
  },
  {
    id: 'temporal-information-extraction',
    name: 'Temporal Information Extraction',
    instruction: 'How long was the hospital stay, and when is follow-up planned?',
  },
  {
    id: 'coreference-resolution',
    name: 'Coreference Resolution',
    instruction: 'Which procedure does "the procedure" refer to in this note?',
  },
  {
    id: 'paraphrasing',
    name: 'Paraphrasing',
    instruction: 'Say the main diagnosis and the plan in words a patient understands.',
  },
  {
    id: 'summarization',
    name: 'Summarization',
    instruction: 'Summarise the hospital course in three sentences.',
  },
  {
    id: 'question-answering',
    name: 'Question Answering',
    instruction: 'What was the main reason for admission, and which finding confirmed it?',
  },
] as const

export type TaskId = (typeof tasks)[number]['id']
export const taskIds = tasks.map((task) => task.id) as [TaskId, ...TaskId[]]
