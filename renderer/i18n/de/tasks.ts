import type { TaskId } from '../../../contract/tasks'

/** German names of the tasks. Their instructions stay as the models learnt them: in English. */
export const taskNames: Readonly<Record<TaskId, string>> = {
  'named-entity-recognition': 'Begriffe finden',
  'abbreviation-expansion': 'Abkürzungen auflösen',
  'relation-extraction': 'Zusammenhänge finden',
  'temporal-information-extraction': 'Zeitangaben finden',
  'coreference-resolution': 'Bezüge auflösen',
  paraphrasing: 'Umschreiben',
  summarization: 'Zusammenfassen',
  'question-answering': 'Frage beantworten',
}
