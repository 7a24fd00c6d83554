import type { StudyFigures } from '../../../../contract/study-figures'
import { ArmName } from '../../evaluation/arm-name'
import type { ArmsProps } from './use-arms'

interface StudyArmNameProps extends ArmsProps<Pick<StudyFigures, 'arms'>> {
  readonly arm: string
}

/** An arm of a study, found by its letter. */
export function StudyArmName({ figures, looks, arm }: StudyArmNameProps) {
  const at = figures.arms.findIndex((one) => one.arm === arm)
  return <ArmName look={looks[at]}>{figures.arms[at]?.name ?? arm}</ArmName>
}
