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
  WHITE,
  WOOD,
} from './shapes';

export const drill = (body: string, grip: string): string =>
  [
    shadow(430, 668),
    rect(660, 268, 56, 74, DARK, 10),
    rect(716, 284, 26, 42, STEEL, 6),
    rect(742, 298, 110, 14, LIGHT, 5),
    path('M300 232h300q62 0 62 62v22q0 62-62 62H300q-54 0-54-54v-38q0-54 54-54z', body),
    shine('M300 246h290q44 0 48 34H262q6-34 38-34z'),
    path('M318 376h128l34 206H350z', grip),
    rect(452, 392, 26, 62, DARK, 12),
    rect(314, 574, 214, 82, DARK, 16),
    rect(334, 592, 174, 20, body, 8),
    times(4, (i) => circle(300 + i * 34, 306, 9, DARK)),
  ].join('');

export const hammerDrill = (): string =>
  [
    shadow(560, 650),
    rect(742, 316, 140, 16, LIGHT, 6),
    path('M660 280h60l26 20v46l-26 20h-60z', DARK),
    rect(330, 250, 340, 140, PINE, 34),
    shine('M352 262h300v34H340z'),
    path('M230 262h110v124l-26 210q-4 30-34 30h-24q-32 0-30-32z', DEEP),
    rect(262, 400, 30, 70, DARK, 12),
    rect(470, 390, 44, 180, DARK, 18),
    rect(456, 384, 72, 30, STEEL, 10),
    circle(600, 320, 34, DARK),
    circle(600, 320, 14, AMBER),
    line('M240 622q-40 40-110 22', DARK, 16),
  ].join('');

export const grinder = (): string =>
  [
    shadow(620, 620),
    rect(260, 356, 380, 116, AMBER, 50),
    shine('M300 368h320v30H280z'),
    rect(200, 372, 90, 84, DARK, 34),
    path('M600 340h110l40 60v70H600z', DARK),
    circle(740, 480, 118, LIGHT),
    ring(740, 480, 86, STEEL, 10),
    circle(740, 480, 26, DARK),
    path('M620 470a120 120 0 0 1 236-26l-40 18a78 78 0 0 0-150 18z', DARK),
    line('M200 416q-70 0-90 70', DARK, 16),
    rect(560, 250, 40, 120, DARK, 18),
    times(5, (i) => rect(340 + i * 40, 400, 16, 40, OCHRE, 6)),
  ].join('');

export const hammer = (): string =>
  [
    shadow(420, 690),
    turned(
      24,
      500,
      400,
      rect(474, 250, 56, 410, WOOD, 24),
      rect(474, 470, 56, 190, PINE, 24),
      path('M380 170h190v96H380q-30 0-30-48t30-48z', STEEL),
      path('M570 176h40q70 0 118 66-70-18-118-8l-40 8z', DARK),
      rect(330, 180, 34, 76, LIGHT, 10),
    ),
  ].join('');

export const pliers = (): string =>
  [
    shadow(380, 704),
    line('M470 370q-80 90-92 300', RED, 62),
    line('M530 370q80 90 92 300', RED, 62),
    path('M470 400l-26-120q-4-90 52-168v250z', DARK),
    path('M530 400l26-120q4-90-52-168v250z', STEEL),
    circle(500, 366, 48, LIGHT),
    circle(500, 366, 20, DARK),
    times(5, (i) => line(`M488 ${190 + i * 22}h24`, INK, 5)),
  ].join('');

export const wrench = (): string =>
  turned(
    38,
    500,
    400,
    rect(462, 250, 76, 400, STEEL, 34),
    path('M410 120q-60 90 0 150l60 26h60l60-26q60-60 0-150l-20 96-70 24-70-24z', DARK),
    circle(500, 610, 22, LIGHT),
    rect(480, 320, 40, 200, LIGHT, 20),
  );

const driver = (x: number, colour: string, length: number): string =>
  moved(
    x,
    0,
    rect(-30, 170, 60, 190, colour, 24),
    rect(-30, 220, 60, 12, INK, 0, { opacity: 0.18 }),
    rect(-30, 260, 60, 12, INK, 0, { opacity: 0.18 }),
    rect(-20, 352, 40, 24, DARK, 6),
    rect(-9, 370, 18, length, LIGHT),
    path(`M-9 ${370 + length}h18l-4 26h-10z`, STEEL),
  );

export const screwdrivers = (): string =>
  [
    shadow(560, 690),
    driver(280, RED, 250),
    driver(390, AMBER, 220),
    driver(500, PINE, 260),
    driver(610, RED, 190),
    driver(720, AMBER, 230),
  ].join('');

export const tapeMeasure = (): string =>
  [
    shadow(480, 650),
    rect(280, 220, 370, 400, AMBER, 70),
    shine('M320 236h290q30 0 32 60H296q2-60 24-60z'),
    circle(465, 420, 118, DARK),
    circle(465, 420, 78, '#F3C46A'),
    rect(600, 560, 270, 44, WHITE),
    times(12, (i) => rect(620 + i * 20, 560, 3, i % 5 === 0 ? 30 : 18, INK)),
    rect(862, 552, 14, 74, STEEL, 3),
  ].join('');

export const level = (): string =>
  turned(
    -12,
    500,
    400,
    rect(140, 330, 720, 140, PINE, 18),
    shine('M160 342h680v30H160z'),
    rect(420, 360, 160, 62, '#D9E87A', 28),
    ellipse(500, 391, 30, 18, WHITE, { opacity: 0.8 }),
    rect(462, 360, 5, 62, DEEP),
    rect(534, 360, 5, 62, DEEP),
    circle(230, 400, 40, '#D9E87A'),
    circle(770, 400, 40, '#D9E87A'),
    circle(230, 394, 14, WHITE),
    circle(770, 394, 14, WHITE),
  );

export const saw = (): string =>
  turned(
    -18,
    500,
    420,
    path('M330 340h500l30 60-500 90z', LIGHT),
    times(20, (i) => path(`M${370 + i * 23} ${488 - i * 4}l12 20 10-24z`, LIGHT)),
    path('M170 320q0-40 40-40h110q40 0 40 40v150q0 50-50 50h-90q-50 0-50-50z', WOOD),
    path('M220 350h90v90q0 26-26 26h-38q-26 0-26-26z', '#F5F6F3'),
    circle(346, 380, 12, DARK),
  );

export const brush = (): string =>
  turned(
    30,
    500,
    400,
    path('M456 120h88l14 190H442z', WOOD),
    circle(500, 156, 16, '#FDF3DF'),
    rect(400, 300, 200, 90, STEEL, 10),
    path('M404 390h192l22 220q-120 46-236 0z', '#E8D5AE'),
    times(7, (i) => line(`M${420 + i * 27} 400v190`, OCHRE, 3)),
    path('M386 570q114 70 228 0l6 54q-120 46-240 0z', PINE),
  );

export const roller = (): string =>
  [
    path('M120 170h520v150H120z', '#CFE6DC'),
    rect(120, 320, 520, 250, '#CFE6DC', 0, { opacity: 0.55 }),
    rect(230, 190, 430, 150, WHITE, 40),
    rect(230, 190, 430, 150, PINE, 40, { opacity: 0.75 }),
    line('M660 264h90v120H510v70', DARK, 18),
    rect(478, 450, 64, 230, AMBER, 30),
    rect(478, 480, 64, 14, OCHRE),
  ].join('');

export const ladder = (): string =>
  [
    shadow(420, 716),
    line('M560 120l180 590', STEEL, 22),
    line('M460 120L280 710M640 120', LIGHT, 26),
    line('M560 120L430 710', LIGHT, 26),
    times(4, (i) => path(`M${430 - i * 38} ${240 + i * 120}h${126 + i * 6}l-6 30h-${128 + i * 6}z`, PINE)),
    rect(444, 96, 134, 44, RED, 12),
  ].join('');

export const toolbox = (): string =>
  [
    shadow(600, 670),
    line('M400 250v-40q0-40 40-40h120q40 0 40 40v40', DARK, 30),
    rect(220, 240, 560, 130, RED, 22),
    rect(220, 356, 560, 290, '#B93624', 22),
    shine('M240 252h520v36H240z'),
    rect(210, 350, 580, 26, DARK, 8),
    rect(300, 330, 70, 66, AMBER, 10),
    rect(630, 330, 70, 66, AMBER, 10),
    rect(400, 450, 200, 90, '#A12D1D', 14),
  ].join('');
