/** Pieces of SVG, and the product's colours. Everything is drawn with shapes; no font is needed. */
export const INK = '#1B1F1D';
export const PINE = '#0B6E4F';
export const DEEP = '#095A41';
export const MINT = '#CFE6DC';
export const TINT = '#E3F1EB';
export const GROUND = '#F5F6F3';
export const SAND = '#FDF3DF';
export const AMBER = '#E2A23B';
export const OCHRE = '#B9770E';
export const RED = '#D6402B';
export const STEEL = '#8C969A';
export const LIGHT = '#C9D1D3';
export const DARK = '#4A5357';
export const WOOD = '#C08A52';
export const TEAL = '#2C8C99';
export const WHITE = '#FFFFFF';

type Attributes = Record<string, string | number>;

const written = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

export const rect = (x: number, y: number, width: number, height: number, fill: string, rx = 0, more: Attributes = {}): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${rx}" fill="${fill}"${written(more)}/>`;
export const circle = (cx: number, cy: number, r: number, fill: string, more: Attributes = {}): string =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"${written(more)}/>`;
export const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string, more: Attributes = {}): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${written(more)}/>`;
export const path = (d: string, fill: string, more: Attributes = {}): string => `<path d="${d}" fill="${fill}"${written(more)}/>`;
/** An open stroke, with round ends unless said. */
export const line = (d: string, stroke: string, width: number, more: Attributes = {}): string =>
  `<path d="${d}"${written({ fill: 'none', stroke, 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', ...more })}/>`;
export const ring = (cx: number, cy: number, r: number, stroke: string, width: number): string =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;
export const turned = (degrees: number, x: number, y: number, ...inner: string[]): string =>
  `<g transform="rotate(${degrees} ${x} ${y})">${inner.join('')}</g>`;
export const moved = (x: number, y: number, ...inner: string[]): string => `<g transform="translate(${x} ${y})">${inner.join('')}</g>`;
export const times = (count: number, draw: (index: number) => string): string => Array.from({ length: count }, (_, i) => draw(i)).join('');
/** Where light falls. */
export const shine = (d: string): string => path(d, WHITE, { opacity: 0.22 });
/** What stands on the ground throws a shadow. */
export const shadow = (width: number, y = 640): string => ellipse(500, y, width / 2, 26, INK, { opacity: 0.1 });
