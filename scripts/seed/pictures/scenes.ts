import {
  AMBER,
  circle,
  DARK,
  DEEP,
  INK,
  LIGHT,
  line,
  MINT,
  moved,
  OCHRE,
  PINE,
  path,
  RED,
  rect,
  SAND,
  STEEL,
  shadow,
  TEAL,
  times,
  WHITE,
  WOOD,
} from './shapes';

export const shelf = (): string =>
  [
    rect(140, 110, 720, 600, WHITE, 16),
    times(3, (row) => rect(140, 280 + row * 190, 720, 20, DARK)),
    times(6, (i) => rect(176 + i * 112, 170, 80, 110, [PINE, RED, AMBER, MINT, TEAL, OCHRE][i]!, 10)),
    times(5, (i) => circle(210 + i * 140, 420, 48, [LIGHT, AMBER, STEEL, RED, LIGHT][i]!)),
    times(8, (i) =>
      rect(170 + i * 86, 540 + (i % 3) * 20, 60, 120 - (i % 3) * 20, [WOOD, PINE, WOOD, MINT, RED, WOOD, AMBER, DEEP][i]!, 6),
    ),
    times(12, (i) => rect(160 + i * 58, 304, 40, 16, SAND, 3)),
    rect(120, 100, 24, 620, STEEL, 6),
    rect(856, 100, 24, 620, STEEL, 6),
  ].join('');

export const storefront = (): string =>
  [
    shadow(820, 706),
    rect(120, 150, 760, 550, '#E7E9E4', 10),
    rect(120, 150, 760, 120, PINE, 10),
    times(7, (i) => rect(300 + i * 60, 188, 36, 44, SAND, 6)),
    circle(220, 210, 34, AMBER),
    times(10, (i) => path(`M${120 + i * 76} 270h76v46q-38 34-76 0z`, i % 2 ? WHITE : RED)),
    rect(170, 380, 300, 300, '#BFD9CF', 8),
    rect(530, 380, 130, 320, DARK, 6),
    rect(546, 396, 98, 200, '#BFD9CF', 4),
    circle(640, 560, 9, AMBER),
    times(3, (i) => rect(190, 470 + i * 76, 260, 10, STEEL)),
    times(5, (i) => rect(200 + i * 50, 426, 34, 44, [AMBER, RED, PINE, OCHRE, TEAL][i]!, 4)),
    times(5, (i) => circle(218 + i * 50, 520, 18, [RED, LIGHT, AMBER, LIGHT, PINE][i]!)),
    rect(700, 420, 150, 180, WHITE, 8),
    times(4, (i) => rect(722, 448 + i * 36, 106 - i * 12, 14, i === 0 ? RED : LIGHT, 6)),
    rect(710, 630, 130, 70, WOOD, 6),
  ].join('');

export const truck = (): string =>
  [
    shadow(780, 640),
    rect(110, 240, 480, 330, WHITE, 14),
    rect(110, 240, 480, 70, PINE, 14),
    rect(150, 380, 240, 26, MINT, 10),
    rect(150, 426, 160, 26, MINT, 10),
    path('M590 340h150q30 0 46 26l90 130q14 20 14 44v30H590z', PINE),
    path('M630 380h96q14 0 22 12l62 92H630z', '#CBE3EA'),
    rect(100, 560, 800, 34, DARK, 10),
    ...[250, 720].map((x) => circle(x, 600, 76, INK) + circle(x, 600, 36, LIGHT)),
    rect(852, 510, 36, 30, AMBER, 6),
  ].join('');

export const calendar = (): string =>
  [
    shadow(520, 706),
    rect(240, 160, 520, 540, WHITE, 30),
    path('M240 190q0-30 30-30h460q30 0 30 30v110H240z', RED),
    rect(340, 120, 30, 90, DARK, 12),
    rect(630, 120, 30, 90, DARK, 12),
    times(20, (i) => rect(286 + (i % 5) * 90, 340 + Math.floor(i / 5) * 86, 66, 62, i === 12 ? PINE : '#EDEFEC', 12)),
    line('M486 552l16 18 30-36', WHITE, 9),
  ].join('');

export const sale = (): string =>
  [
    times(12, (i) => `<g transform="rotate(${i * 30} 500 400)">${path('M470 400L430 80h140z', AMBER, { opacity: 0.28 })}</g>`),
    circle(500, 400, 220, RED),
    circle(500, 400, 192, 'none', { stroke: SAND, 'stroke-width': 6, 'stroke-dasharray': '14 14' }),
    circle(430, 336, 44, 'none', { stroke: WHITE, 'stroke-width': 24 }),
    circle(570, 464, 44, 'none', { stroke: WHITE, 'stroke-width': 24 }),
    line('M600 290L400 510', WHITE, 26),
  ].join('');

export const receipt = (): string =>
  [
    shadow(420, 716),
    path(`M310 100h380v590${Array.from({ length: 9 }, (_, i) => `l-21.1 ${i % 2 ? 26 : -26}l-21.1 ${i % 2 ? -26 : 26}`).join('')}z`, WHITE),
    circle(500, 190, 44, MINT),
    line('M480 190l16 16 28-32', PINE, 10),
    times(
      5,
      (i) => rect(356, 280 + i * 52, 150 - (i % 2) * 34, 18, LIGHT, 8) + rect(570, 280 + i * 52, 76, 18, i === 4 ? RED : '#DDE3E0', 8),
    ),
    line('M350 556h300', STEEL, 4, { 'stroke-dasharray': '14 12' }),
    rect(520, 586, 126, 30, PINE, 10),
    rect(356, 590, 90, 22, LIGHT, 8),
  ].join('');

export const chart = (): string =>
  [
    rect(160, 120, 680, 560, WHITE, 24),
    line('M230 180v430h550', STEEL, 8),
    times(5, (i) => moved(280 + i * 98, 0, rect(0, 560 - i * 72, 62, 46 + i * 72, [MINT, '#A9D3C2', '#6FB69A', '#2F8E6D', PINE][i]!, 8))),
    line('M300 500l98-66 98-30 98-96 110-74', RED, 12),
    times(5, (i) => circle([300, 398, 496, 594, 704][i]!, [500, 434, 404, 308, 234][i]!, 15, WHITE, { stroke: RED, 'stroke-width': 9 })),
    line('M240 240h90M240 276h60', AMBER, 14),
  ].join('');
