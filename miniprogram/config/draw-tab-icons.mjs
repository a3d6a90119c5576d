// Draws the icons of the tab bar: PNG, 81×81, in two states, from the same line icons that pages use. Run after changing them:
//   node config/draw-tab-icons.mjs
import { mkdir, readFile } from 'node:fs/promises';
import sharp from 'sharp';

const here = (path) => new URL(path, import.meta.url);
const icons = JSON.parse(await readFile(here('../src/theme/icons.json'), 'utf8'));
const states = { '': { stroke: '#5F6763', fill: 'none' }, '-on': { stroke: '#0B6E4F', fill: '#E3F1EB' } };

await mkdir(here('../src/assets/tabs/'), { recursive: true });
for (const name of ['home', 'catalogue', 'inbox', 'me']) {
  for (const [suffix, { stroke, fill }] of Object.entries(states)) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="81" height="81" viewBox="-2 -2 28 28" fill="${fill}" stroke="${stroke}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="${icons[name]}"/></svg>`;
    await sharp(Buffer.from(svg))
      .png({ compressionLevel: 9, palette: true })
      .toFile(here(`../src/assets/tabs/${name}${suffix}.png`).pathname);
  }
}
