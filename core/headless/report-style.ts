/** How the report looks: the colours of the app, light and dark, and one column that prints well. */
export const reportStyle = `:root{color-scheme:light dark;--ink:#1b2020;--soft:#5a6565;--line:#dde3e3;--page:#fff;--raised:#f4f6f6;
--accent:#0c6864;--accent-soft:#e2f1f0;--fine:#17663f;--look:#7a4f00;--wrong:#a8321f;--private:#6b3a94}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebea;--soft:#a0abaa;--line:#2e3737;--page:#151a1a;--raised:#1c2222;
--accent:#52b5ae;--accent-soft:#14403d;--fine:#6fc795;--look:#e3b04b;--wrong:#f08a75;--private:#c19be4}}
*{box-sizing:border-box}body{margin:0 auto;max-width:72rem;padding:2.5rem 2rem 4rem;background:var(--page);
color:var(--ink);font:15px/1.55 system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{margin:.25rem 0;font-size:1.7rem;line-height:1.25}h2{margin:2.75rem 0 .5rem;padding-bottom:.4rem;border-bottom:1px solid var(--line);font-size:1.2rem}
h3{margin:1.5rem 0 .4rem;font-size:1rem}h4{margin:0 0 .4rem;color:var(--soft);font-size:.85rem}
p{margin:.4rem 0;max-width:75ch}pre{margin:0;max-width:68ch;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
table{margin:.6rem 0;border-collapse:collapse}th,td{padding:.3rem 1.5rem .3rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:normal}
td{overflow-wrap:anywhere}th{color:var(--soft);white-space:nowrap}.number{text-align:right}
.brand{margin:0;color:var(--accent);font-weight:600}.research{margin:1rem 0;padding:.5rem .9rem;border-left:3px solid var(--look);background:var(--raised);color:var(--look);font-weight:600}
.soft,.lineage{color:var(--soft)}.lineage{font-size:13px;overflow-wrap:anywhere}
details{border-bottom:1px solid var(--line)}summary{padding:.6rem 0;cursor:pointer;font-weight:600}summary .state{margin-left:.6rem;font-weight:normal}
details[open]{padding-bottom:1rem}.kept{color:var(--fine)}.caught{color:var(--look)}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:2.5rem;margin-top:.8rem}
i{font-style:normal;background:var(--accent-soft)}u{text-decoration:underline wavy var(--wrong) 1px;text-underline-offset:3px}
.confidential{margin:1rem 0;padding-left:1rem;border-left:3px solid var(--private)}
@media (max-width:48rem){.pair{grid-template-columns:minmax(0,1fr)}}
@media print{body{padding:0;font-size:11pt}section,tr{break-inside:avoid}}`
