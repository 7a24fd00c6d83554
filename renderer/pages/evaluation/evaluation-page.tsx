import { useOpenProject } from '../../core/person'
import { useRoute } from '../../core/route'
import { AbilityPart } from './ability-part'
import { CheckPart } from './check-part'
import { ComparePart } from './compare-part'
import { parts } from './part-frame'
import { PerplexityPart } from './perplexity-part'
import { SetPart } from './set-part'

const pages = {
  compare: ComparePart,
  perplexity: PerplexityPart,
  ability: AbilityPart,
  check: CheckPart,
  sets: SetPart,
}

/** Answers judged, style, forgetting, the check of statements, and the questions brought in. */
export function EvaluationPage() {
  const project = useOpenProject()
  const { params } = useRoute()
  const part = parts.find((one) => one === params.part) ?? 'compare'
  const Part = pages[part]
  return <Part key={`${project.id} ${part}`} projectId={project.id} />
}
