import {
  AMBER,
  circle,
  DARK,
  DEEP,
  ellipse,
  INK,
  LIGHT,
  line,
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
  times,
  turned,
  WOOD,
} from './shapes';

const teeth = (count: number, r: number): string =>
  times(count, (i) => turned((i * 360) / count, 500, 400, path(`M480 ${400 - r + 8}l24-26 16 26z`, STEEL)));

/** Machines, hand tools, fasteners, what doors are hung with. */
export const WARES: Record<string, () => string> = {
  'saw-disc': () =>
    [
      teeth(22, 250),
      circle(500, 400, 246, LIGHT),
      circle(500, 400, 150, PINE),
      circle(500, 400, 40, DARK),
      ring(500, 400, 200, STEEL, 6),
    ].join(''),
  sander: () =>
    [
      shadow(520),
      rect(260, 560, 480, 60, DARK, 20),
      rect(320, 420, 360, 140, PINE, 50),
      path('M360 420q20-150 190-150t170 150z', DEEP),
      shine('M380 400q30-100 150-104l-20 60q-60 6-80 44z'),
      rect(470, 450, 70, 40, DARK, 16),
      line('M320 480q-110 10-150 110', DARK, 18),
    ].join(''),
  chainsaw: () =>
    [
      shadow(700, 620),
      rect(160, 330, 300, 230, PINE, 50),
      rect(200, 270, 220, 80, DARK, 34),
      rect(440, 400, 430, 90, LIGHT, 44),
      times(11, (i) => path(`M${460 + i * 36} 400l12-18 12 18zM${460 + i * 36} 490l12 18 12-18z`, STEEL)),
      circle(310, 450, 50, DEEP),
      circle(310, 450, 22, AMBER),
    ].join(''),
  pump: () =>
    [
      shadow(560, 660),
      rect(240, 330, 360, 250, PINE, 60),
      times(6, (i) => rect(280 + i * 50, 350, 16, 210, DEEP, 6)),
      circle(660, 450, 130, DEEP),
      circle(660, 450, 70, LIGHT),
      rect(620, 220, 80, 120, STEEL, 10),
      rect(600, 200, 120, 40, DARK, 10),
      rect(260, 580, 90, 60, DARK, 10),
      rect(500, 580, 90, 60, DARK, 10),
    ].join(''),
  welder: () =>
    [
      shadow(520, 660),
      rect(270, 260, 420, 370, PINE, 30),
      path('M380 260v-60h200v60h-40v-26H420v26z', DARK),
      rect(310, 310, 340, 120, DARK, 14),
      rect(330, 330, 150, 80, '#BFE3C8', 8),
      circle(570, 370, 40, LIGHT),
      line('M570 370v-32', DARK, 8),
      circle(360, 540, 34, AMBER),
      circle(600, 540, 34, RED),
      times(5, (i) => rect(430, 500 + i * 20, 100, 8, DEEP, 4)),
    ].join(''),
  'glue-gun': () =>
    [
      shadow(460, 680),
      rect(300, 300, 330, 110, PINE, 40),
      path('M630 320l90 26v26l-90 22z', DARK),
      path('M350 400h120l40 250H400z', DEEP),
      path('M500 410h50l-24 110h-30z', DARK),
      rect(210, 340, 100, 24, LIGHT, 10),
      shine('M330 314h260v24H330z'),
    ].join(''),
  'spray-gun': () =>
    [
      shadow(420, 690),
      path('M440 160h140l20 160H420z', LIGHT),
      rect(400, 300, 220, 70, STEEL, 20),
      rect(250, 310, 160, 44, DARK, 12),
      rect(226, 296, 40, 74, AMBER, 10),
      path('M540 360h90l30 300h-100z', PINE),
      line('M520 370q-50 60-10 130', DARK, 20),
    ].join(''),
  bits: () =>
    times(5, (i) =>
      moved(
        i * 120 - 240,
        i * 10,
        rect(476, 180 + i * 24, 48, 130 - i * 10, STEEL, 8),
        rect(486, 300, 28, 300 - i * 20, LIGHT, 6),
        times(7 - i, (k) => line(`M486 ${330 + k * 36}l28-22`, DARK, 7)),
        path(`M486 ${596 - i * 20}h28l-14 36z`, i % 2 ? AMBER : STEEL),
      ),
    ),
  knife: () =>
    [
      shadow(520, 600),
      turned(
        -24,
        500,
        400,
        path('M180 380h180v60H220z', LIGHT),
        rect(340, 360, 440, 100, PINE, 40),
        rect(420, 384, 180, 22, DARK, 10),
        rect(480, 376, 50, 40, AMBER, 10),
        times(4, (i) => line(`M${230 + i * 34} 440l20-60`, STEEL, 4)),
      ),
    ].join(''),
  chisel: () =>
    [
      shadow(420, 680),
      turned(
        32,
        500,
        400,
        rect(470, 120, 60, 250, STEEL, 4),
        path('M470 120l60-50v50z', LIGHT),
        rect(462, 360, 76, 40, DARK, 8),
        rect(456, 396, 88, 250, PINE, 38),
        shine('M474 420h20v200h-20z'),
      ),
    ].join(''),
  meter: () =>
    [
      shadow(360, 690),
      rect(340, 120, 320, 540, PINE, 44),
      rect(380, 170, 240, 130, '#CFE0C3', 14),
      line('M410 260h50M480 260h50M550 210v50', DARK, 14),
      circle(500, 430, 90, DARK),
      line('M500 430l44-58', LIGHT, 14),
      circle(420, 590, 22, RED),
      circle(500, 590, 22, INK),
      circle(580, 590, 22, AMBER),
    ].join(''),
  clamp: () =>
    [
      shadow(460, 650),
      rect(300, 200, 60, 380, STEEL, 10),
      rect(300, 200, 380, 60, PINE, 16),
      rect(300, 500, 300, 60, PINE, 16),
      rect(620, 220, 40, 250, DARK, 10),
      rect(590, 450, 100, 34, LIGHT, 10),
      rect(600, 160, 80, 40, WOOD, 14),
    ].join(''),
  trowel: () =>
    [
      shadow(560, 640),
      path('M220 420h420v180H220z', LIGHT),
      shine('M240 440h380v24H240z'),
      line('M430 420v-90h160', STEEL, 26),
      rect(570, 296, 240, 70, PINE, 34),
      times(12, (i) => rect(226 + i * 35, 590, 16, 24, STEEL)),
    ].join(''),
  caster: () =>
    [
      shadow(340, 690),
      rect(340, 150, 320, 44, STEEL, 10),
      times(2, (i) => circle(390 + i * 220, 172, 14, DARK)),
      path('M400 194h200l30 270h-70l-20-160h-80l-20 160h-70z', LIGHT),
      circle(500, 500, 150, PINE),
      circle(500, 500, 96, DEEP),
      circle(500, 500, 34, LIGHT),
    ].join(''),
  anchor: () =>
    times(2, (i) =>
      moved(
        i * 210 - 105,
        i * 30,
        rect(468, 170, 64, 50, STEEL, 8),
        rect(446, 214, 108, 24, DARK, 8),
        rect(480, 236, 40, 130, LIGHT),
        times(5, (k) => line(`M480 ${252 + k * 24}h40`, STEEL, 6)),
        rect(466, 360, 68, 190, i ? PINE : STEEL, 12),
        line('M500 380v160', DARK, 8),
        path('M470 550h60l-14 50h-32z', DARK),
      ),
    ),
  nail: () =>
    times(7, (i) =>
      turned(i * 22 - 66, 500, 620, rect(464, 210, 72, 20, DARK, 8), rect(488, 228, 24, 290, LIGHT), path('M488 516h24l-12 44z', STEEL)),
    ) +
    ellipse(500, 620, 200, 60, PINE) +
    ellipse(500, 606, 170, 44, DEEP),
  'hose-clamp': () =>
    [
      ring(500, 420, 190, LIGHT, 54),
      times(18, (i) => turned(i * 20, 500, 420, rect(492, 212, 16, 34, STEEL, 4))),
      rect(420, 170, 160, 90, PINE, 16),
      rect(560, 190, 110, 44, STEEL, 10),
      line('M660 196v34', DARK, 10),
    ].join(''),
  bracket: () =>
    [
      shadow(480, 680),
      path('M270 180h80v380h380v80H270z', PINE),
      path('M350 480q110 0 130 80H350z', DEEP),
      times(3, (i) => circle(310, 250 + i * 120, 20, GREY)),
      times(3, (i) => circle(430 + i * 120, 600, 20, GREY)),
    ].join(''),
  hook: () =>
    [
      shadow(300, 690),
      rect(400, 150, 200, 180, PINE, 60),
      shine('M430 166h140v30H430z'),
      line('M500 320v130q0 120-100 120t-90-100', STEEL, 44),
      circle(310, 466, 26, LIGHT),
    ].join(''),
  spring: () =>
    times(9, (i) => ring(240 + i * 64, 400, 96, i % 2 ? STEEL : LIGHT, 24)) +
    rect(160, 384, 60, 30, PINE, 10) +
    rect(790, 384, 60, 30, PINE, 10),
  hinge: () =>
    [
      rect(230, 190, 240, 420, LIGHT, 14),
      rect(530, 190, 240, 420, LIGHT, 14),
      times(5, (i) => rect(460, 190 + i * 84, 80, 80, i % 2 ? PINE : STEEL, 10)),
      times(3, (i) => circle(320, 270 + i * 130, 22, DARK) + circle(680, 270 + i * 130, 22, DARK)),
    ].join(''),
  handle: () =>
    [
      shadow(620, 620),
      rect(240, 440, 60, 150, STEEL, 12),
      rect(700, 440, 60, 150, STEEL, 12),
      path('M220 470q0-150 150-150h260q150 0 150 150v20h-80q0-80-80-80H380q-80 0-80 80h-80z', PINE),
      shine('M260 440q10-90 120-96h240v24H390q-90 0-100 72z'),
    ].join(''),
  slide: () =>
    [
      turned(
        -10,
        500,
        400,
        rect(150, 330, 560, 110, LIGHT, 10),
        rect(300, 350, 560, 70, STEEL, 8),
        times(9, (i) => circle(350 + i * 58, 385, 15, i % 3 ? DARK : PINE)),
        rect(150, 330, 30, 110, DARK),
      ),
    ].join(''),
  closer: () =>
    [
      shadow(520, 560),
      rect(230, 340, 480, 130, PINE, 30),
      shine('M260 356h420v28H260z'),
      circle(560, 340, 34, DARK),
      line('M560 330l-170-140 330-10', STEEL, 28),
      circle(390, 190, 22, DARK),
      rect(700, 150, 90, 50, DARK, 8),
    ].join(''),
  chain: () =>
    times(6, (i) =>
      turned(
        i % 2 ? 12 : -12,
        220 + i * 112,
        400,
        rect(150 + i * 112, 350, 150, 100, 'none', 50, { stroke: i % 2 ? STEEL : PINE, 'stroke-width': 30 }),
      ),
    ),
  rope: () =>
    [
      times(6, (i) => ellipse(500, 560 - i * 58, 240, 70, i % 2 ? PINE : DEEP)),
      ellipse(500, 264, 120, 34, LIGHT),
      line('M730 540q120 40 60 140', PINE, 34),
      line('M730 540q120 40 60 140', OCHRE, 8, { 'stroke-dasharray': '14 18' }),
    ].join(''),
};
const GREY = '#E9ECEA';
