import type { ReportLanguage } from '../../../../contract/study-results'
import { escapeHtml } from '../../../headless/html'
import type { ReportData } from './data'
import { agreementSection, controlsSection, judgeSection } from './section-agreement'
import { deviationsSection, hashesSection, limitsSection, methodsSection } from './section-closing'
import { mistakesSection, resultsSection } from './section-results'
import { sampleSection } from './section-sample'
import { summarySection } from './section-summary'
import { worstSection } from './section-worst'
import { named, type Writing, writingIn } from './writing'

/**
 * The report as one HTML file without scripts or outside parts, made from the stored data alone: the
 * same data give the same bytes in the same language. The PDF is printed from it. What goes to strangers
 * is in English.
 */
export function reportHtml(
  data: ReportData,
  sha256: string,
  language: ReportLanguage = 'en',
  writing: Writing = writingIn(language),
): string {
  const { frame } = writing.words
  const mark = data.study.confidential
    ? `<p class="confidential">${frame.confidential}. ${frame.confidentialNotice}</p>`
    : ''
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(titleOf(data, writing))}</title>
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style></head><body>
${mark}<header><p class="kind">${frame.kind}</p>
<h1>${escapeHtml(data.study.name)}</h1>
<p class="lead">${escapeHtml(factsOf(data, writing))}</p>
<p class="lead">${frame.research}</p></header>
${summarySection(data, writing)}
${sampleSection(data, writing)}
${resultsSection(data, writing)}
${mistakesSection(data, writing)}
${worstSection(data, writing)}
${agreementSection(data, writing)}
${controlsSection(data, writing)}
${judgeSection(data, writing)}
${deviationsSection(data, writing)}
${limitsSection(data, writing)}
${methodsSection(data, writing)}
${hashesSection(data, sha256, writing)}
</body></html>
`
}

function titleOf({ study }: ReportData, { words }: Writing): string {
  const mark = study.confidential ? `${words.frame.confidential}: ` : ''
  return mark + words.frame.title(study.name, study.version)
}

function factsOf(
  { study, project, madeAt, madeBy }: ReportData,
  { words, moment }: Writing,
): string {
  return words.frame.facts({
    version: study.version,
    project,
    opened: moment(study.openedAt),
    openedBy: study.openedBy,
    closed: moment(study.closedAt),
    closedBy: study.closedBy,
    made: moment(madeAt),
    madeBy: madeBy.name,
    role: named(words.roles, madeBy.role),
  })
}

const style = `@page{size:A4}
body{font:14px/1.5 "Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2a2d;font-variant-numeric:tabular-nums}
h1{font-size:26px;line-height:1.2;margin:.1rem 0 .6rem}h2{font-size:18px;margin:2rem 0 .5rem;padding-top:.6rem;border-top:2px solid #0b5c63;color:#0b5c63;break-after:avoid}
h3{font-size:15px;margin:1.2rem 0 .3rem;break-after:avoid}p{margin:.4rem 0}ul,ol{margin:.4rem 0;padding-left:1.3rem}li{margin:.25rem 0}
.kind{margin:0;font-weight:600;color:#0b5c63}.lead,.small{color:#4b5b5e;font-size:13px}p.small{break-after:avoid;break-inside:avoid}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:13px}thead{display:table-header-group}tr{break-inside:avoid}table[data-short]{break-inside:avoid}
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #d7dfe0;vertical-align:top;font-weight:normal}thead th{color:#4b5b5e;font-size:12px;border-bottom-color:#8b9a9d}
tbody th{font-weight:600}.number{text-align:right;white-space:nowrap}
.answer{margin:.6rem 0;padding:.5rem .9rem;border-left:4px solid #8b9a9d;background:#f4f7f7;break-inside:avoid}.answer[data-verdict=met]{border-color:#2c6e3f}.answer[data-verdict=not-met]{border-color:#b3321e}.answer[data-verdict=cannot-be-said]{border-color:#a06a00}
.answer strong{font-size:15px}.met{color:#22592f}.not-met{color:#9c2513;font-weight:600}.cannot-be-said{color:#805400;font-weight:600}
figure{margin:1rem 0;break-inside:avoid}figcaption{font-weight:600;font-size:13px;margin-bottom:.2rem}svg{max-width:100%;height:auto;font:11.5px "Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}svg .t{font-size:11px}
.case{margin:.8rem 0;padding:0 0 .5rem;border-bottom:1px solid #d7dfe0}.case[data-short]{break-inside:avoid}.case h3{margin:.4rem 0 0}.case p{break-inside:avoid;margin:.2rem 0}.case ul{margin:.2rem 0}.quote{margin:.3rem 0;padding:.4rem .8rem;border-left:3px solid #b3541e;background:#fbf7f3;white-space:pre-wrap;overflow-wrap:anywhere}
.hash{font:11px/1.4 "DejaVu Sans Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
.confidential{margin:0 0 1rem;padding:.5rem .9rem;border:2px solid #7a3d9a;color:#7a3d9a;font-weight:700}
@media print{body{margin:0;max-width:none;padding:0;font-size:12.5px}table,.lead,.small,figcaption{font-size:11.5px}}`
