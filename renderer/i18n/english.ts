import { sentences } from '../../contract/sentences'
import { adapters } from './en/adapters'
import { administration } from './en/administration'
import { common } from './en/common'
import { entry } from './en/entry'
import { evaluation } from './en/evaluation'
import { home } from './en/home'
import { importing } from './en/importing'
import { instructions } from './en/instructions'
import { jobs } from './en/jobs'
import { machine } from './en/machine'
import { models } from './en/models'
import { query } from './en/query'
import { rating } from './en/rating'
import { release } from './en/release'
import { shell } from './en/shell'
import { sources } from './en/sources'
import { studies } from './en/studies'
import { studyResults } from './en/study-results'
import { synthesis } from './en/synthesis'
import { training } from './en/training'
import { units } from './en/units'

/** All English words by page: the keys that exist. */
export const english = {
  adapters,
  administration,
  common,
  entry,
  home,
  importing,
  instructions,
  training,
  evaluation,
  studies,
  rating,
  studyResults,
  release,
  jobs,
  machine,
  models,
  query,
  sentences,
  shell,
  sources,
  synthesis,
  units,
}
