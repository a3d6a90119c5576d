import {
  AMBER,
  circle,
  DARK,
  DEEP,
  ellipse,
  LIGHT,
  line,
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

/** What is used up, plumbing, light and power, what protects. */
export const WARES: Record<string, () => string> = {
  hose: () =>
    [
      times(5, (i) => ring(480, 420, 90 + i * 42, i % 2 ? DEEP : PINE, 34)),
      line('M740 440q60 140 120 200', PINE, 34),
      rect(830, 610, 70, 70, AMBER, 14),
    ].join(''),
  drain: () =>
    [
      circle(500, 400, 250, LIGHT),
      circle(500, 400, 200, STEEL),
      circle(500, 400, 180, '#E9ECEA'),
      times(12, (i) => turned(i * 30, 500, 400, rect(488, 250, 24, 100, DARK, 12))),
      circle(500, 400, 46, PINE),
      circle(500, 400, 20, DEEP),
    ].join(''),
  toilet: () =>
    [
      shadow(360, 690),
      rect(440, 120, 120, 60, PINE, 20),
      rect(470, 170, 60, 330, LIGHT, 12),
      rect(400, 330, 200, 110, WHITE, 30),
      rect(380, 480, 240, 80, PINE, 24),
      rect(440, 550, 120, 110, STEEL, 12),
      times(4, (i) => line(`M440 ${570 + i * 24}h120`, DARK, 6)),
      ellipse(660, 300, 70, 46, DEEP),
    ].join(''),
  'tape-roll': () =>
    [
      shadow(460, 660),
      circle(480, 400, 240, PINE),
      circle(480, 400, 190, DEEP),
      circle(480, 400, 130, WOOD),
      circle(480, 400, 106, '#F5F6F3'),
      path('M700 470l160 60v60l-190-40z', PINE),
      shine('M300 300q60-100 180-106v30q-90 6-150 90z'),
    ].join(''),
  'junction-box': () =>
    [
      shadow(420, 670),
      rect(290, 190, 420, 420, WHITE, 36),
      rect(330, 230, 340, 340, LIGHT, 20),
      circle(380, 280, 20, DARK),
      circle(620, 280, 20, DARK),
      circle(380, 520, 20, DARK),
      circle(620, 520, 20, DARK),
      rect(420, 330, 160, 140, PINE, 16),
      times(3, (i) => rect(440 + i * 46, 350, 28, 100, DEEP, 6)),
    ].join(''),
  breaker: () =>
    times(
      3,
      (i) =>
        rect(250 + i * 176, 180, 160, 440, WHITE, 16) +
        rect(250 + i * 176, 300, 160, 190, LIGHT) +
        rect(300 + i * 176, 330, 60, 120, i === 1 ? PINE : DARK, 10) +
        rect(310 + i * 176, 340, 40, 44, STEEL, 6) +
        circle(330 + i * 176, 230, 20, STEEL) +
        circle(330 + i * 176, 560, 20, STEEL),
    ) + rect(250, 500, 512, 16, PINE),
  'ceiling-light': () =>
    [
      ellipse(500, 400, 330, 190, PINE),
      ellipse(500, 390, 296, 164, '#FFF6DC'),
      ellipse(500, 380, 220, 110, WHITE),
      times(8, (i) => turned(i * 45, 500, 390, line('M500 150v-40', AMBER, 14))),
    ].join(''),
  floodlight: () =>
    [
      shadow(460, 660),
      path('M300 560V420q0-30 30-30h340q30 0 30 30v140h-40V430H340v130z', DARK),
      rect(270, 180, 460, 270, PINE, 24),
      rect(300, 210, 400, 210, '#FFF3CF', 12),
      times(5, (i) => times(3, (k) => rect(330 + i * 74, 236 + k * 62, 44, 40, AMBER, 6))),
    ].join(''),
  flashlight: () =>
    [
      shadow(560, 560),
      turned(
        -18,
        500,
        400,
        path('M640 290h110q40 0 40 40v140q0 40-40 40H640z', DARK),
        ellipse(790, 400, 30, 100, '#FFF3CF'),
        path('M600 330l60-40v220l-60-40z', DEEP),
        rect(220, 330, 390, 140, PINE, 30),
        times(6, (i) => rect(260 + i * 34, 346, 14, 108, DEEP, 6)),
        rect(470, 310, 80, 34, RED, 12),
      ),
    ].join(''),
  fan: () =>
    [
      shadow(420, 680),
      rect(240, 150, 520, 500, WHITE, 40),
      circle(500, 400, 220, LIGHT),
      times(5, (i) => turned(i * 72, 500, 400, path('M500 380q-20-150 90-170 60 90-60 180z', PINE))),
      circle(500, 400, 48, DEEP),
      ring(500, 400, 214, STEEL, 10),
      ring(500, 400, 130, STEEL, 5),
    ].join(''),
  spray: () =>
    [
      shadow(260, 700),
      rect(400, 270, 200, 410, PINE, 30),
      path('M400 300q0-80 100-80t100 80z', LIGHT),
      rect(450, 150, 100, 80, DARK, 14),
      rect(430, 170, 30, 24, STEEL, 6),
      rect(400, 400, 200, 150, WHITE),
      circle(500, 475, 46, DEEP),
      shine('M420 300h26v360h-26z'),
    ].join(''),
  sandpaper: () =>
    times(4, (i) => turned(i * 7 - 12, 500, 400, rect(300 + i * 18, 200 + i * 14, 340, 380, [OCHRE, PINE, WOOD, DEEP][i]!, 6))) +
    times(40, (i) => circle(360 + ((i * 73) % 260), 270 + ((i * 41) % 300), 5, AMBER)),
  sealant: () =>
    [
      shadow(240, 710),
      path('M478 110h44l14 130h-72z', LIGHT),
      rect(430, 236, 140, 40, DARK, 8),
      rect(420, 272, 160, 400, PINE, 12),
      rect(420, 360, 160, 180, WHITE),
      rect(446, 390, 108, 24, DEEP, 8),
      rect(446, 430, 80, 16, STEEL, 6),
      rect(446, 460, 96, 16, STEEL, 6),
      rect(410, 660, 180, 34, DARK, 10),
      shine('M436 284h22v370h-22z'),
    ].join(''),
  vest: () =>
    [
      path('M330 180q60 60 120 20h100q60 40 120-20l110 60-30 160-40-10v280H290V390l-40 10-30-160z', PINE),
      path('M450 200h100l-50 120z', '#F5F6F3'),
      rect(290, 430, 420, 44, LIGHT),
      rect(290, 560, 420, 44, LIGHT),
      rect(350, 210, 40, 460, '#F7E56B'),
      rect(610, 210, 40, 460, '#F7E56B'),
    ].join(''),
  boots: () =>
    times(
      2,
      (i) =>
        `<g transform="translate(${i * 170 - 60} ${i * 40})">${[path('M330 200h150v230q110 20 160 90 20 40 10 90H330z', i ? DEEP : PINE), rect(320, 600, 350, 44, DARK, 14), rect(330, 200, 150, 40, DARK, 10), times(4, (k) => line(`M400 ${290 + k * 44}h80`, LIGHT, 10)), path('M560 500q70 20 86 60v44h-86z', STEEL)].join('')}</g>`,
    ),
  extinguisher: () =>
    [
      shadow(280, 710),
      rect(390, 260, 220, 420, RED, 60),
      rect(450, 190, 100, 80, DARK, 10),
      path('M420 150h200v30H470v24h-50z', DARK),
      line('M550 220q160 20 120 240', DARK, 22),
      path('M640 450h60l16 80h-92z', DARK),
      rect(420, 400, 160, 150, WHITE, 8),
      circle(500, 475, 40, PINE),
    ].join(''),
  broom: () =>
    [
      turned(
        20,
        500,
        400,
        rect(486, 80, 28, 370, WOOD, 12),
        rect(420, 430, 160, 50, PINE, 14),
        path('M420 480h160l40 180H380z', AMBER),
        times(8, (i) => line(`M${436 + i * 18} 490l${i * 6 - 22} 160`, OCHRE, 6)),
      ),
    ].join(''),
  mask: () =>
    [
      path('M240 330q130-130 260-130t260 130q30 190-110 260-70 40-150 40t-150-40Q210 520 240 330z', WHITE),
      path('M240 330q130 60 260 60t260-60l-10 50q-120 60-250 60t-250-60z', PINE),
      line('M240 350q-90 80-60 190M760 350q90 80 60 190', STEEL, 16),
      circle(500, 500, 60, LIGHT),
      circle(500, 500, 34, DEEP),
    ].join(''),
  goggles: () =>
    [
      path('M180 360q0-90 100-90h440q100 0 100 90v50q0 130-130 130-80 0-130-70-30-40-60-40t-60 40q-50 70-130 70-130 0-130-130z', PINE),
      path('M230 370q0-50 60-50h140q40 0 40 60 0 110-110 110-130 0-130-120z', '#DDEFF5'),
      path('M770 370q0-50-60-50H570q-40 0-40 60 0 110 110 110 130 0 130-120z', '#DDEFF5'),
      line('M180 380q-60-10-90 60M820 380q60-10 90 60', DARK, 28),
    ].join(''),
};
