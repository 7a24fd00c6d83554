import type { DesktopAnswer, DesktopRequest } from '../contract/host-protocol'
import { printPdf } from './print'
import type { Processes } from './processes'
import { sealReport } from './seal-report'

/** What the core asks of main. */
export async function answerDesktop(
  request: DesktopRequest,
  processes: Processes,
): Promise<DesktopAnswer> {
  return request.what === 'seal' ? sealReport(processes) : printPdf(request.page)
}
