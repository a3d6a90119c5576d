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
  STEEL,
  shadow,
  shine,
  TEAL,
  times,
  turned,
  WHITE,
  WOOD,
} from './shapes';

export const paint = (colour: string): string =>
  [
    shadow(460, 680),
    line('M320 330q180-270 360 0', STEEL, 12),
    path('M300 320h400l-26 330q-4 26-30 26H356q-26 0-30-26z', WHITE),
    path('M306 400h388l-14 170H320z', colour),
    ellipse(500, 320, 200, 46, LIGHT),
    ellipse(500, 316, 176, 36, colour),
    path('M640 330q30 20 26 110-4 40-26 40t-22-44q2-60 6-100z', colour),
    shine('M330 410h60l8 150h-60z'),
    circle(500, 486, 46, WHITE, { opacity: 0.85 }),
  ].join('');

export const grinderDisc = (): string =>
  [
    shadow(500, 690),
    circle(420, 400, 220, '#3C4347'),
    ring(420, 400, 170, '#2C3235', 4),
    ring(420, 400, 130, '#2C3235', 4),
    circle(420, 400, 92, RED),
    circle(420, 400, 34, LIGHT),
    circle(420, 400, 22, '#F5F6F3'),
    circle(640, 470, 170, '#4A5357'),
    circle(640, 470, 74, AMBER),
    circle(640, 470, 18, '#F5F6F3'),
  ].join('');

export const battery = (): string =>
  [0, 1, 2]
    .map((i) =>
      moved(
        170 + i * 240,
        i === 1 ? 190 : 230,
        ellipse(110, 400, 120, 18, INK, { opacity: 0.1 }),
        rect(30, 0, 160, 70, DARK, 14),
        rect(50, 18, 120, 14, STEEL),
        rect(0, 60, 220, 320, [PINE, DEEP, TEAL][i]!, 34),
        shine('M20 76h180v30H20z'),
        times(4, (n) => rect(48 + n * 34, 300, 22, 34, n < 3 - i ? '#B8E986' : 'rgba(0,0,0,.25)', 6)),
        path('M120 130l-46 84h34l-12 66 52-90h-36z', '#FDF3DF'),
      ),
    )
    .join('');

export const glue = (): string =>
  [0, 1, 2]
    .map((i) =>
      moved(
        260 + i * 190,
        i * 24,
        ellipse(50, 660, 90, 16, INK, { opacity: 0.1 }),
        path('M36 250l8-140h12l8 140z', LIGHT),
        rect(20, 240, 60, 40, DARK, 8),
        rect(-10, 276, 120, 370, [WHITE, MINT, WHITE][i]!, 18),
        rect(-10, 360, 120, 190, [PINE, RED, AMBER][i]!),
        circle(50, 454, 38, WHITE, { opacity: 0.9 }),
        rect(-10, 620, 120, 26, STEEL, 8),
      ),
    )
    .join('');

const screw = (x: number, y: number, length: number, turn: number, colour: string): string =>
  turned(
    turn,
    x,
    y,
    moved(
      x,
      y,
      path('M-34 0h68l-16 30h-36z', colour),
      line('M-14 10h28', INK, 5, { opacity: 0.5 }),
      path(`M-16 28h32l-4 ${length}-12 40-12-40z`, colour),
      times(Math.floor(length / 22), (i) => line(`M-18 ${48 + i * 22}l36-10`, INK, 5, { opacity: 0.3 })),
    ),
  );

export const screws = (): string =>
  [
    shadow(640, 660),
    screw(270, 220, 300, 14, STEEL),
    screw(430, 180, 340, -6, AMBER),
    screw(590, 240, 280, 10, LIGHT),
    screw(740, 210, 310, -12, STEEL),
    screw(350, 420, 150, -34, OCHRE),
    screw(660, 430, 150, 30, OCHRE),
  ].join('');

const hexagon = (x: number, y: number, r: number, fill: string): string =>
  path(
    `M${[0, 1, 2, 3, 4, 5].map((i) => `${Math.round(x + r * Math.cos((i * Math.PI) / 3))} ${Math.round(y + r * Math.sin((i * Math.PI) / 3))}`).join('L')}Z`,
    fill,
  );

export const bolts = (): string =>
  [
    shadow(600, 660),
    ...[0, 1].map((i) =>
      moved(
        330 + i * 250,
        0,
        rect(-34, 250, 68, 380, i === 0 ? STEEL : LIGHT, 8),
        times(14, (n) => line(`M-34 ${300 + n * 23}l68-10`, INK, 4, { opacity: 0.28 })),
        hexagon(0, 210, 84, DARK),
        hexagon(0, 202, 60, STEEL),
      ),
    ),
    hexagon(455, 560, 70, DARK),
    circle(455, 560, 32, '#F5F6F3'),
    hexagon(710, 560, 60, OCHRE),
    circle(710, 560, 28, '#F5F6F3'),
  ].join('');

const glove = (colour: string, palm: string): string =>
  [
    path(
      'M-90 330V120q0-34 30-34t30 34V40q0-36 32-36t32 36v70-94q0-36 32-36t32 36v104-62q0-32 30-32t30 32v180q0 110-60 160v60H-50v-60q-40-20-40-64l-60-130q-10-36 20-46t46 24z',
      colour,
    ),
    path('M-50 250q70-40 150 0v90q-70 60-150 0z', palm, { opacity: 0.9 }),
    rect(-56, 400, 190, 70, palm, 14),
  ].join('');

export const gloves = (): string =>
  [
    shadow(600, 690),
    turned(-10, 320, 400, moved(320, 150, glove(LIGHT, PINE))),
    turned(10, 680, 400, `<g transform="translate(700 170) scale(-1 1)">${glove('#E9ECEA', DEEP)}</g>`),
  ].join('');

export const helmet = (): string =>
  [
    shadow(580, 610),
    path('M230 540q0-310 270-310t270 310z', AMBER),
    shine('M280 500q10-220 190-250-120 70-130 250z'),
    path('M450 236q50-16 100 0l16 300H434z', '#EFB95B'),
    rect(190, 530, 620, 56, OCHRE, 28),
    rect(300, 330, 20, 120, OCHRE, 10, { opacity: 0.5 }),
    rect(680, 330, 20, 120, OCHRE, 10, { opacity: 0.5 }),
    circle(500, 400, 44, PINE),
  ].join('');

export const boxes = (): string =>
  [
    shadow(700, 690),
    ...[
      [180, 430, 300, 250],
      [500, 400, 330, 280],
      [320, 190, 300, 230],
    ].map(([x, y, width, height]) =>
      [
        rect(x!, y!, width!, height!, WOOD, 8),
        rect(x! + width! / 2 - 28, y!, 56, height!, '#D9AE7C'),
        rect(x!, y!, width!, 14, '#A8743E', 6),
        rect(x! + 24, y! + height! - 70, 70, 44, WHITE, 4, { opacity: 0.75 }),
      ].join(''),
    ),
  ].join('');
