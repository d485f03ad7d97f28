/** Style of the report's page: paper, ink, four tones that also differ in lightness. */
export const REPORT_STYLE = `
:root { --ink: #16212e; --soft: #5b6b7d; --rule: #dfe5ec; --paper: #f4f6f9; --card: #fff;
  --line1: #1d5fc4; --line2: #d0660a; --line3: #8a98a8; --line4: #7a3fb0; --good: #0b7a4b; --bad: #b3261e; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 "Segoe UI", "Helvetica Neue", Helvetica, Arial, "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums; }
main { max-width: 1200px; margin: 0 auto; padding: 40px 24px 64px; }
header { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 8px 24px; border-bottom: 2px solid var(--ink); padding-bottom: 18px; }
h1 { margin: 0; font-size: 30px; font-weight: 600; letter-spacing: -0.01em; line-height: 1.2; }
header p { margin: 4px 0 0; color: var(--soft); }
.verdict { margin-left: auto; padding: 9px 20px; border-radius: 4px; color: #fff; font-weight: 650; font-size: 19px; letter-spacing: 0.05em; }
.verdict.good { background: var(--good); } .verdict.bad { background: var(--bad); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(178px, 1fr)); gap: 1px; margin: 24px 0 32px; background: var(--rule); border: 1px solid var(--rule); border-radius: 6px; overflow: hidden; }
.tile { background: var(--card); padding: 15px 18px 13px; }
.tile b { display: block; font-size: 27px; font-weight: 600; line-height: 1.2; }
.tile b small { font-size: 15px; font-weight: 500; color: var(--soft); margin-left: 4px; }
.tile span { color: var(--soft); font-size: 13px; }
h2 { font-size: 19px; font-weight: 600; margin: 40px 0 14px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 18px; }
.chart { margin: 0; padding: 15px 16px 8px; background: var(--card); border: 1px solid var(--rule); border-radius: 6px; }
.chart figcaption { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; margin-bottom: 8px; font-size: 13px; }
.chart figcaption b { font-size: 15px; font-weight: 600; }
.unit { color: var(--soft); margin-right: auto; }
.key { white-space: nowrap; }
.key::before { content: ""; display: inline-block; width: 18px; border-top: 3px solid; vertical-align: 4px; margin-right: 6px; }
.key.dashed::before { border-top-style: dashed; border-top-width: 2px; }
svg { display: block; width: 100%; height: auto; }
.grid { stroke: var(--rule); stroke-width: 1; }
.tick { fill: var(--soft); font-size: 11px; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.dashed { stroke-dasharray: 5 4; stroke-width: 1.6; }
.tone1 { stroke: var(--line1); } .tone2 { stroke: var(--line2); } .tone3 { stroke: var(--line3); } .tone4 { stroke: var(--line4); }
.key.tone1::before { border-color: var(--line1); } .key.tone2::before { border-color: var(--line2); }
.key.tone3::before { border-color: var(--line3); } .key.tone4::before { border-color: var(--line4); }
.key { stroke: none; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--rule); border-radius: 6px; }
th, td { padding: 8px 16px; text-align: left; border-top: 1px solid var(--rule); vertical-align: top; overflow-wrap: anywhere; }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: 13px; }
tbody th { font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 650; }
.verdict.good, .verdict.bad { color: #fff; }
.picture { width: 100%; border: 1px solid var(--rule); border-radius: 6px; display: block; }
.note { color: var(--soft); font-size: 13px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: 18px; align-items: start; }
@media print { body { background: #fff; } main { padding: 0; } .chart, table, .tile { break-inside: avoid; } }
`
