import {
  AMBER,
  circle,
  DARK,
  DEEP,
  ellipse,
  INK,
  line,
  MINT,
  OCHRE,
  PINE,
  path,
  RED,
  rect,
  SAND,
  STEEL,
  TEAL,
  TINT,
  WHITE,
} from './shapes';

const GROUNDS = [MINT, SAND, '#DCE8F0', '#F4DFD8', TINT, '#E8E2D2'];
const SKINS = ['#F2C9A2', '#E8B88D', '#F6D6B5', '#DDA77B'];
const HAIRS = [INK, '#3A2E28', '#5A4334', '#7A7D7C'];
const COATS = [PINE, RED, TEAL, OCHRE, DARK, DEEP];

/** Heads and shoulders, in a square of 400: twelve people who can be told apart. */
export function portrait(index: number): string {
  const skin = SKINS[index % SKINS.length]!;
  const hair = HAIRS[(index * 3 + 1) % HAIRS.length]!;
  const coat = COATS[(index * 5) % COATS.length]!;
  return [
    rect(0, 0, 400, 400, GROUNDS[index % GROUNDS.length]!),
    index % 2 === 1 ? path('M112 190q0-116 88-116t88 116v96q0 20-20 20H132q-20 0-20-20z', hair) : '',
    path('M60 400q6-116 100-130h80q94 14 100 130z', coat),
    path('M166 250h68v40q-34 34-68 0z', skin),
    path('M166 262q34 26 68 0v14q-34 26-68 0z', INK, { opacity: 0.12 }),
    ellipse(200, 186, 70, 84, skin),
    hairOn(index, hair),
    circle(174, 190, 8, INK),
    circle(226, 190, 8, INK),
    line('M178 226q22 18 44 0', '#A2543F', 7),
    index % 3 === 0 ? line('M156 190a18 18 0 1 0 36 0a18 18 0 1 0-36 0M208 190a18 18 0 1 0 36 0a18 18 0 1 0-36 0M192 190h16', DARK, 5) : '',
    index % 4 === 2 ? path('M118 150q4-80 82-80t82 80l34 6q6 16-10 18-106-22-196 0z', [AMBER, PINE, RED][index % 3]!) : '',
    path('M168 290l32 44 32-44', WHITE, { opacity: 0.9 }),
    index % 5 === 1 ? rect(230, 340, 60, 34, STEEL, 6) : '',
  ].join('');
}

function hairOn(index: number, hair: string): string {
  if (index % 2 === 1) return path('M128 176q4-92 72-92t72 92q-20-54-72-58-58 4-72 58z', hair);
  return index % 3 === 0
    ? path('M130 166q-2-84 70-84t70 84q-10-36-34-44-50 14-80-2-18 14-26 46z', hair)
    : path('M132 168q0-80 68-80t68 80q-8-28-20-38-48-14-96 0-14 12-20 38z', hair);
}
