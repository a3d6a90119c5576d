import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Asset } from '../story/files';
import { PICTURES, PORTRAITS, svgOf } from './gallery';

const THUMB_SIDE = 400;

export type Drawn = { asset: Asset; whole: string; thumb: string | null };

/** Draws everything into a folder, each picture with its thumbnail. */
export async function drawAll(folder: string, report: (done: number, total: number) => void): Promise<Drawn[]> {
  const keys = [...PICTURES, ...PORTRAITS];
  const drawn: Drawn[] = [];
  for (const key of keys) {
    drawn.push(await draw(key, folder));
    report(drawn.length, keys.length);
  }
  return drawn;
}

async function draw(key: string, folder: string): Promise<Drawn> {
  const picture = sharp(Buffer.from(svgOf(key)));
  const { data, info } = await picture.jpeg({ quality: 84, chromaSubsampling: '4:4:4' }).toBuffer({ resolveWithObject: true });
  const small = await sharp(data).resize({ width: THUMB_SIDE, height: THUMB_SIDE, fit: 'inside' }).jpeg({ quality: 75 }).toBuffer();
  const whole = join(folder, `${key}.jpg`);
  const thumb = join(folder, `${key}.thumb.jpg`);
  await Promise.all([writeFile(whole, data), writeFile(thumb, small)]);
  const sha256 = createHash('sha256').update(data).digest('hex');
  const asset = { key, name: `${key}.jpg`, sha256, size: data.length, mime: 'image/jpeg', width: info.width, height: info.height };
  return { asset, whole, thumb };
}
