import { DRAWINGS, drawn } from './gallery';
import { PINE } from './shapes';
import * as hardware from './wares-hardware';
import * as supplies from './wares-supplies';

/** Drawings that only the catalogue shows. */
const WARES: Record<string, () => string> = { ...hardware.WARES, ...supplies.WARES };
/** What a brand paints its goods and their cartons with: the body, its shade, the ground. */
const LIVERIES: Record<string, [string, string, [string, string]]> = {
  锐川: ['#E07B2E', '#B95F1D', ['#FDF3DF', '#F7E4BE']],
  铁拓: ['#2C8C99', '#1F6B76', ['#E3F1EB', '#CFE6DC']],
  蓉匠: ['#B3412E', '#86301F', ['#FBEDE9', '#F3D5CD']],
  金手: ['#D9A21B', '#A87A0C', ['#F5F6F3', '#E4E7E3']],
  固盾: ['#3E5C8A', '#2B4267', ['#EAF3F5', '#D0E4E9']],
  恒照: ['#5B7F3A', '#42602A', ['#F1F5E8', '#DFE9CC']],
  川流: ['#3A79B8', '#285A8B', ['#EAF1FA', '#CFE0F2']],
  彩蓉: ['#A9528C', '#7D3866', ['#F8ECF4', '#EED3E5']],
  强粘: ['#C7602B', '#95451B', ['#FAF0E8', '#F0DBC9']],
  晋锚: ['#6B6F7A', '#4C505A', ['#F0F1F4', '#DCDFE6']],
  川劳: ['#DFA81E', '#AC7F10', ['#FBF6E2', '#F2E6B8']],
};
const PLAIN: [string, string, [string, string]] = ['#7A8F86', '#5C6E66', ['#F4F5F1', '#E3E7DF']];
const PREFIX = 'ware-';
/** Colours of the drawings that stand for a body, and for its shade. */
const BODY = [PINE, '#E2A23B', '#D6402B', '#2C8C99', '#E07B2E'];
const SHADE = ['#095A41', '#B9770E', '#1F6B76', '#B95F1D'];

export const wareKey = (drawing: string, brand: string): string =>
  `${PREFIX}${drawing}-${Math.max(0, Object.keys(LIVERIES).indexOf(brand) + 1)}`;
export const isWare = (key: string): boolean => key.startsWith(PREFIX);

/** A drawing in the colours of a brand. */
export function wareSvg(key: string): string {
  const [, drawing = '', index = '0'] = /^ware-(.+)-(\d+)$/.exec(key) ?? [];
  const draw = WARES[drawing] ?? DRAWINGS[drawing]?.[1];
  if (!draw) throw new Error(`config/demo/catalogue names a picture that nobody draws: ${drawing}`);
  const [body, shade, ground] = Object.values(LIVERIES)[Number(index) - 1] ?? PLAIN;
  let inner = draw();
  for (const colour of BODY) inner = inner.replaceAll(`"${colour}"`, `"${body}"`);
  for (const colour of SHADE) inner = inner.replaceAll(`"${colour}"`, `"${shade}"`);
  return drawn(ground, inner, 0.4);
}
