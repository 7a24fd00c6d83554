import { adapters } from './de/adapters'
import { administration } from './de/administration'
import { common } from './de/common'
import { entry } from './de/entry'
import { evaluation } from './de/evaluation'
import { fileFaults } from './de/fault-sentences'
import { home } from './de/home'
import { importing } from './de/importing'
import { instructions } from './de/instructions'
import { jobEndings, jobSteps, jobTitles } from './de/job-sentences'
import { jobs } from './de/jobs'
import { machine } from './de/machine'
import { machineSentences } from './de/machine-sentences'
import { modelFaults, trainerFaults } from './de/model-sentences'
import { models } from './de/models'
import { query } from './de/query'
import { rating } from './de/rating'
import {
  entryRefusals,
  ratingRefusals,
  releaseRefusals,
  sourceRefusals,
} from './de/refusal-sentences'
import { release } from './de/release'
import { shell } from './de/shell'
import { sources } from './de/sources'
import { studies } from './de/studies'
import { studyResults } from './de/study-results'
import { studyRefusals } from './de/study-sentences'
import { synthesis } from './de/synthesis'
import { training } from './de/training'
import { units } from './de/units'
import { workRefusals } from './de/work-sentences'
import type { english } from './english'
import type { Words } from './words'

export const german: Words<typeof english> = {
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
  sentences: {
    ...jobTitles,
    ...jobSteps,
    ...jobEndings,
    ...machineSentences,
    ...modelFaults,
    ...trainerFaults,
    ...entryRefusals,
    ...sourceRefusals,
    ...fileFaults,
    ...releaseRefusals,
    ...ratingRefusals,
    ...workRefusals,
    ...studyRefusals,
  },
  shell,
  sources,
  synthesis,
  units,
}
