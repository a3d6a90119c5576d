import {
  AMBER,
  circle,
  DARK,
  DEEP,
  ellipse,
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
  ring,
  SAND,
  STEEL,
  shadow,
  shine,
  TEAL,
  times,
  turned,
  WHITE,
} from './shapes';

export const padlock = (): string =>
  [
    shadow(420, 690),
    line('M390 360v-90q0-110 110-110t110 110v90', STEEL, 52),
    rect(300, 350, 400, 320, AMBER, 46),
    shine('M330 366h340v44H330z'),
    circle(500, 480, 44, DARK),
    path('M480 500h40l14 90h-68z', DARK),
  ].join('');

export const doorLock = (): string =>
  [
    shadow(360, 716),
    rect(330, 90, 200, 620, LIGHT, 40),
    rect(350, 110, 160, 580, '#DDE3E4', 30),
    circle(430, 260, 52, STEEL),
    rect(430, 232, 330, 56, DARK, 28),
    circle(430, 500, 60, AMBER),
    circle(430, 500, 40, '#F3C46A'),
    rect(422, 470, 16, 60, DARK, 4),
    circle(430, 640, 12, STEEL),
    circle(430, 150, 12, STEEL),
  ].join('');

const key = (turn: number, colour: string): string =>
  turned(
    turn,
    500,
    240,
    ring(500, 300, 70, colour, 36),
    rect(482, 360, 36, 280, colour, 8),
    rect(518, 540, 44, 30, colour),
    rect(518, 590, 60, 30, colour),
  );
export const keys = (): string => [ring(500, 190, 90, STEEL, 16), key(28, AMBER), key(-26, LIGHT), key(2, OCHRE)].join('');

export const pipes = (): string =>
  [
    shadow(720, 660),
    ...[0, 1, 2].map((i) =>
      moved(
        0,
        i * 116,
        rect(150, 230, 640, 92, [WHITE, MINT, LIGHT][i]!, 46),
        rect(150, 240, 640, 22, WHITE, 10, { opacity: 0.6 }),
        ellipse(790, 276, 34, 46, [LIGHT, PINE, STEEL][i]!),
        ellipse(790, 276, 20, 30, DARK),
      ),
    ),
    rect(330, 210, 40, 370, RED, 8, { opacity: 0.85 }),
    rect(600, 210, 40, 370, RED, 8, { opacity: 0.85 }),
  ].join('');

export const elbow = (): string =>
  [
    shadow(460, 690),
    line('M300 640V420q0-110 110-110h250', PINE, 120, { 'stroke-linecap': 'butt' }),
    line('M280 620V420q0-130 130-130h240', WHITE, 20, { opacity: 0.25 }),
    rect(220, 590, 160, 80, DEEP, 14),
    rect(640, 230, 80, 160, DEEP, 14),
    ellipse(720, 310, 22, 60, DARK),
    moved(600, 480, rect(0, 0, 200, 110, MINT, 16), rect(60, 100, 80, 90, MINT, 12), ellipse(100, 190, 40, 14, DARK)),
  ].join('');

export const faucet = (): string =>
  [
    shadow(460, 700),
    rect(380, 420, 130, 270, LIGHT, 24),
    line('M445 440V330q0-110 120-110t120 110v70', LIGHT, 74, { 'stroke-linecap': 'butt' }),
    line('M430 430V330q0-130 140-130', WHITE, 14, { opacity: 0.7 }),
    rect(640, 390, 90, 40, STEEL, 10),
    rect(350, 660, 190, 40, STEEL, 12),
    rect(270, 360, 180, 44, DARK, 22),
    path('M686 470q34 58 0 84-34-26 0-84z', TEAL),
    path('M686 590q26 44 0 64-26-20 0-64z', TEAL, { opacity: 0.7 }),
  ].join('');

export const valve = (): string =>
  [
    shadow(560, 650),
    rect(200, 450, 600, 130, OCHRE, 20),
    rect(180, 430, 90, 170, '#D08F2B', 14),
    rect(730, 430, 90, 170, '#D08F2B', 14),
    path('M400 430h200v170H400z', '#D08F2B'),
    rect(464, 320, 72, 130, STEEL, 10),
    rect(440, 260, 330, 74, RED, 36),
    circle(500, 297, 24, DARK),
    times(3, (i) => rect(196 + i * 22, 430, 8, 170, INK, 0, { opacity: 0.12 })),
  ].join('');

export const shower = (): string =>
  [
    line('M500 690q-200-80-120-330 30-100 120-150', STEEL, 20),
    turned(
      -24,
      560,
      250,
      rect(500, 120, 70, 330, LIGHT, 34),
      ellipse(535, 130, 170, 66, LIGHT),
      ellipse(535, 150, 150, 50, DARK),
      times(9, (i) => circle(420 + i * 29, 150 + Math.round(16 * Math.sin((i / 8) * Math.PI)), 7, WHITE)),
    ),
    times(8, (i) => line(`M${330 + i * 34} ${300 + i * 14}l-${44 - i * 4} 150`, TEAL, 7, { opacity: 0.5, 'stroke-dasharray': '26 34' })),
  ].join('');

export const bulb = (): string =>
  [
    circle(500, 330, 270, AMBER, { opacity: 0.16 }),
    circle(500, 330, 200, AMBER, { opacity: 0.2 }),
    path('M500 150q170 0 170 170 0 80-60 150-26 34-26 70h-168q0-36-26-70-60-70-60-150 0-170 170-170z', '#FBE3A6'),
    line('M440 430l30-110 30 60 30-60 30 110', OCHRE, 10),
    shine('M390 300q10-100 90-120-50 50-50 130z'),
    rect(420, 540, 160, 30, LIGHT, 10),
    rect(428, 574, 144, 30, STEEL, 10),
    rect(436, 608, 128, 30, LIGHT, 10),
    path('M460 640h80l-16 34h-48z', DARK),
  ].join('');

export const tubeLight = (): string =>
  [0, 1, 2]
    .map((i) =>
      turned(
        -10,
        500,
        400,
        moved(
          0,
          i * 150 - 20,
          rect(120, 190, 760, 130, '#FBE3A6', 60, { opacity: 0.35 }),
          rect(150, 220, 700, 70, i === 1 ? SAND : WHITE, 34),
          rect(130, 214, 60, 82, LIGHT, 14),
          rect(810, 214, 60, 82, LIGHT, 14),
        ),
      ),
    )
    .join('');

const plate = (x: number, y: number, ...inner: string[]): string =>
  moved(
    x,
    y,
    rect(8, 14, 300, 300, INK, 30, { opacity: 0.1 }),
    rect(0, 0, 300, 300, WHITE, 30),
    rect(14, 14, 272, 272, '#F0F2F0', 22),
    ...inner,
  );
const hole = (x: number, y: number, turn: number): string => turned(turn, x, y, rect(x - 8, y - 26, 16, 52, DARK, 5));

export const switches = (): string =>
  [
    plate(
      170,
      240,
      rect(50, 50, 200, 200, WHITE, 16),
      path('M50 150h200v84q0 16-16 16H66q-16 0-16-16z', '#DDE3E0'),
      rect(130, 206, 40, 10, PINE, 5),
    ),
    plate(
      530,
      240,
      rect(50, 50, 94, 200, WHITE, 14),
      rect(156, 50, 94, 200, WHITE, 14),
      rect(50, 150, 94, 100, '#DDE3E0', 14),
      rect(156, 50, 94, 100, '#DDE3E0', 14),
      rect(80, 206, 34, 10, PINE, 5),
      rect(186, 86, 34, 10, RED, 5),
    ),
  ].join('');

export const socket = (): string =>
  plate(350, 230, hole(110, 90, 0), hole(190, 90, 0), hole(150, 176, 90), hole(96, 226, 28), hole(204, 226, -28));

export const cable = (): string =>
  [
    shadow(480, 690),
    ring(500, 400, 210, RED, 96),
    ring(500, 400, 236, '#B93624', 5),
    ring(500, 400, 208, '#B93624', 5),
    ring(500, 400, 182, '#B93624', 5),
    rect(456, 150, 88, 110, SAND, 10, { opacity: 0.95 }),
    rect(456, 540, 88, 110, SAND, 10, { opacity: 0.95 }),
    line('M700 470q110 60 90 180', RED, 26),
    line('M790 650v44', AMBER, 10),
  ].join('');
