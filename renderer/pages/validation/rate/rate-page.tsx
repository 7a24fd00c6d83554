import { useRoute } from '../../../core/route'
import { RateQueue } from './rate-queue'
import { RateStudy } from './rate-study'

/** The studies that wait, or one of them over the full window. */
export function RatePage() {
  const { study } = useRoute().params
  return study ? <RateStudy key={study} studyId={study} /> : <RateQueue />
}
