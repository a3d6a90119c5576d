import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Asset } from '../story/files';
import { PICTURES, PORTRAITS, svgOf } from './gallery';
import { isWare, wareSvg } from './wares';

const THUMB_SIDE = 400;
const AT_ONCE = 4;

export type Drawn = { asset: Asset; whole: string; thumb: string | null };

/** Draws everything into a folder, each picture with its thumbnail. */
export async function drawAll(folder: string, wares: readonly string[], report: (done: number, total: number) => void): Promise<Drawn[]> {
  const keys = [...PICTURES, ...PORTRAITS, ...wares];
  const drawn: Drawn[] = [];
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    drawn.push(...(await Promise.all(keys.slice(start, start + AT_ONCE).map((key) => draw(key, folder)))));
    report(drawn.length, keys.length);
  }
  return drawn;
}

async function draw(key: string, folder: string): Promise<Drawn> {
  const picture = sharp(Buffer.from(isWare(key) ? wareSvg(key) : svgOf(key)));
  const { data, info } = await picture.jpeg({ quality: 84, chromaSubsampling: '4:4:4' }).toBuffer({ resolveWithObject: true });
  // Goods are many and drawn small: one size does for both.
  const small = isWare(key)
    ? data
    : await sharp(data).resize({ width: THUMB_SIDE, height: THUMB_SIDE, fit: 'inside' }).jpeg({ quality: 75 }).toBuffer();
  const whole = join(folder, `${key}.jpg`);
  const thumb = join(folder, `${key}.thumb.jpg`);
  await Promise.all([writeFile(whole, data), writeFile(thumb, small)]);
  const sha256 = createHash('sha256').update(data).digest('hex');
  const asset = { key, name: `${key}.jpg`, sha256, size: data.length, mime: 'image/jpeg', width: info.width, height: info.height };
  return { asset, whole, thumb };
}
