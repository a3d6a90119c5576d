import { createHash } from 'node:crypto';
import QRCode from 'qrcode';
import sharp from 'sharp';

export interface WxacodeContent {
  appId: string;
  page: string;
  scene: string;
}

export interface WxacodeDrawing extends WxacodeContent {
  environment: string;
  width: number;
  transparent: boolean;
  color: string;
}

const ADDRESS = 'https://simulator.invalid/wxacode';
const SPOKES = 72;

/** The real codes can be read by WeChat alone; ours hold an ordinary QR code that says the same. */
export function wxacodeText({ appId, page, scene, environment }: WxacodeContent & { environment: string }): string {
  const text = `${ADDRESS}?appid=${appId}&page=${page}&scene=${encodeURIComponent(scene)}`;
  return environment === 'release' ? text : `${text}&env=${environment}`;
}

export function parseWxacodeText(text: string): WxacodeContent | null {
  if (!text.startsWith(`${ADDRESS}?`)) return null;
  const query = new URL(text).searchParams;
  return { appId: query.get('appid') ?? '', page: query.get('page') ?? '', scene: query.get('scene') ?? '' };
}

/** A JPEG of the asked width, or a PNG when the ground is to be transparent. */
export async function drawWxacode(drawing: WxacodeDrawing): Promise<Buffer> {
  const image = sharp(Buffer.from(drawnAsSvg(drawing)));
  return drawing.transparent ? image.png().toBuffer() : image.jpeg({ quality: 90 }).toBuffer();
}

function drawnAsSvg(drawing: WxacodeDrawing): string {
  const { width, color } = drawing;
  const text = wxacodeText(drawing);
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'L' }).modules;
  const side = width * 0.57;
  const cell = side / size;
  let modules = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (data[row * size + column]) modules += `M${column} ${row}h1v1h-1z`;
    }
  }
  const corner = (width - side) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}">
${drawing.transparent ? '' : `<rect width="${width}" height="${width}" fill="#fff"/>`}
<circle cx="${width / 2}" cy="${width / 2}" r="${width * 0.495}" fill="#fff"/>
<g stroke="${color}" stroke-width="${width * 0.009}" stroke-linecap="round">${spokes(text, width)}</g>
<path transform="translate(${corner} ${corner}) scale(${cell})" shape-rendering="crispEdges" fill="${color}" d="${modules}"/>
</svg>`;
}

/** The ring of rays that makes it look like a mini-program code; its lengths follow from the text. */
function spokes(text: string, width: number): string {
  const lengths = createHash('sha512').update(text).digest();
  return Array.from({ length: SPOKES }, (_, index) => {
    const angle = (index / SPOKES) * 2 * Math.PI;
    const from = width * 0.458;
    const to = from + width * (0.006 + (lengths[index % lengths.length]! / 255) * 0.026);
    const at = (radius: number): string =>
      `${(width / 2 + radius * Math.cos(angle)).toFixed(1)} ${(width / 2 + radius * Math.sin(angle)).toFixed(1)}`;
    return `<path d="M${at(from)}L${at(to)}"/>`;
  }).join('');
}
