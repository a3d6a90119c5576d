import { createHash } from 'node:crypto';

/** Of what people typed: nothing in it is markup on the page. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] as string);

const STYLE = `
*{box-sizing:border-box}
body{margin:0;color:#000;font:12px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
.sheet{padding:0 2mm}
h1{margin:0;font-size:18px;letter-spacing:4px;text-align:center}
header{position:relative;padding-bottom:2mm}
.barcode{position:absolute;right:0;top:0;width:52mm;height:9mm}
dl{display:flex;flex-wrap:wrap;margin:0 0 2mm}
dl div{display:flex;width:50%;padding:.5mm 4mm .5mm 0}
dl div.wide{width:100%}
dt{flex:none;color:#444}
dt::after{content:"："}
dd{margin:0;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse}
th,td{border:1px solid #000;padding:1mm 1.5mm;text-align:left;overflow-wrap:anywhere}
th{font-weight:600;white-space:nowrap}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
thead{display:table-header-group}
tr{break-inside:avoid}
footer{display:flex;justify-content:space-between;margin-top:4mm;break-inside:avoid}
footer span{flex:1}
.note{margin:2mm 0 0}
@media screen{body{background:#eee}.sheet{max-width:210mm;margin:16px auto;padding:10mm;background:#fff}}`;
/** A4, and half of the continuous form that delivery notes are printed on, 二等分. */
const PAPER = {
  a4: '@page{size:A4;margin:12mm 10mm}',
  half: '@page{size:241mm 140mm;margin:6mm 12mm}',
};

export type Paper = keyof typeof PAPER;
export type Column<Row> = { head: string; number?: boolean; value: (row: Row) => string };
export type Fact = { name: string; value: string; wide?: boolean };

export const factList = (facts: readonly Fact[]): string =>
  `<dl>${facts
    .filter(({ value }) => value !== '')
    .map(({ name, value, wide }) => `<div${wide ? ' class="wide"' : ''}><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`)
    .join('')}</dl>`;

export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], totals: string): string {
  const heads = columns.map(({ head, number }) => `<th${number ? ' class="n"' : ''}>${escaped(head)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${columns.map(({ value, number }) => `<td${number ? ' class="n"' : ''}>${escaped(value(row))}</td>`).join('')}</tr>`)
    .join('');
  return `<table><thead><tr>${heads}</tr></thead><tbody>${body}${totals}</tbody></table>`;
}

const styleFor = (paper: Paper): string => PAPER[paper] + STYLE;

export function page(title: string, paper: Paper, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${styleFor(paper)}</style></head>
<body><main class="sheet">${body}</main></body></html>
`;
}

/** The page's own styles and nothing else: no script, no picture from anywhere, no form. */
export function headersOf(paper: Paper): Record<string, string> {
  const hash = createHash('sha256').update(styleFor(paper)).digest('base64');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  };
}
