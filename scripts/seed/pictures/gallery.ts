import * as fittings from './fittings';
import { portrait } from './portraits';
import * as scenes from './scenes';
import { circle, GROUND, MINT, PINE, RED, rect, SAND, TEAL, TINT, WHITE } from './shapes';
import * as supplies from './supplies';
import * as tools from './tools';

type Ground = 'pine' | 'sand' | 'stone' | 'rose' | 'sky';
const GROUNDS: Record<Ground, [string, string]> = {
  pine: [TINT, MINT],
  sand: [SAND, '#F7E4BE'],
  stone: [GROUND, '#E4E7E3'],
  rose: ['#FBEDE9', '#F3D5CD'],
  sky: ['#EAF3F5', '#D0E4E9'],
};

/** Every picture that config/demo may name. */
export const DRAWINGS: Record<string, [Ground, () => string]> = {
  'drill-orange': ['sand', () => tools.drill('#E07B2E', '#B95F1D')],
  'drill-teal': ['pine', () => tools.drill(TEAL, '#1F6B76')],
  'hammer-drill': ['pine', tools.hammerDrill],
  grinder: ['sand', tools.grinder],
  hammer: ['stone', tools.hammer],
  pliers: ['rose', tools.pliers],
  wrench: ['stone', tools.wrench],
  screwdrivers: ['sand', tools.screwdrivers],
  tape: ['pine', tools.tapeMeasure],
  level: ['sand', tools.level],
  saw: ['pine', tools.saw],
  brush: ['sky', tools.brush],
  roller: ['stone', tools.roller],
  ladder: ['sky', tools.ladder],
  toolbox: ['rose', tools.toolbox],
  'paint-white': ['sky', () => supplies.paint('#E9EEF0')],
  'paint-green': ['pine', () => supplies.paint(PINE)],
  'paint-red': ['rose', () => supplies.paint(RED)],
  'grinder-disc': ['stone', supplies.grinderDisc],
  battery: ['sky', supplies.battery],
  glue: ['sand', supplies.glue],
  screws: ['stone', supplies.screws],
  bolts: ['sand', supplies.bolts],
  gloves: ['pine', supplies.gloves],
  helmet: ['sky', supplies.helmet],
  boxes: ['sand', supplies.boxes],
  padlock: ['sky', fittings.padlock],
  'door-lock': ['pine', fittings.doorLock],
  keys: ['stone', fittings.keys],
  pipes: ['sky', fittings.pipes],
  elbow: ['stone', fittings.elbow],
  faucet: ['sky', fittings.faucet],
  valve: ['sand', fittings.valve],
  shower: ['sky', fittings.shower],
  bulb: ['stone', fittings.bulb],
  'tube-light': ['sky', fittings.tubeLight],
  switch: ['pine', fittings.switches],
  socket: ['sky', fittings.socket],
  cable: ['rose', fittings.cable],
  shelf: ['pine', scenes.shelf],
  storefront: ['sky', scenes.storefront],
  truck: ['sand', scenes.truck],
  calendar: ['pine', scenes.calendar],
  sale: ['sand', scenes.sale],
  receipt: ['pine', scenes.receipt],
  chart: ['sand', scenes.chart],
};
export const PICTURES: readonly string[] = Object.keys(DRAWINGS);
export const PORTRAITS: readonly string[] = Array.from({ length: 12 }, (_, index) => `portrait-${index + 1}`);

/** 5:4, as cards show it. */
export const WIDTH = 1000;
export const HEIGHT = 800;

export function svgOf(key: string): string {
  if (key.startsWith('portrait-')) return svg(400, 400, portrait(Number(key.slice('portrait-'.length)) - 1));
  const [ground, draw] = DRAWINGS[key]!;
  return drawn(GROUNDS[ground], draw());
}

/** On a stage of two colours. */
export function drawn([near, far]: readonly [string, string], inner: string, scale = 1): string {
  const stage =
    rect(0, 0, WIDTH, HEIGHT, near) +
    circle(500, 400, 360, far) +
    circle(860, 120, 70, WHITE, { opacity: 0.5 }) +
    circle(130, 690, 46, WHITE, { opacity: 0.5 });
  return svg(WIDTH, HEIGHT, stage + inner, scale);
}

const svg = (width: number, height: number, inner: string, scale = 1): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}">${inner}</svg>`;
