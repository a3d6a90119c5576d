import { rename, rm, stat, writeFile } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { Refused } from '../errors';

export type Picture = { width: number; height: number; size: number; thumb: string };

const MAX_PIXELS = 50_000_000;
const MAX_SIDE = 4096;
const THUMB_SIDE = 400;

// Threads of its own would starve the requests on a small machine; a cache would keep uploads in memory.
sharp.concurrency(1);
sharp.cache(false);

/**
 * Decodes the picture at `path` whole, so that a damaged one is found now and not by whoever opens it, and makes a thumbnail beside it.
 * A photo that says where it was taken, or is larger than any screen, is written anew without.
 */
export async function preparePicture(path: string): Promise<Picture> {
  const thumb = `${path}.thumb`;
  try {
    const metadata = await sharp(path, { failOn: 'error', limitInputPixels: false }).metadata();
    if ((metadata.width ?? 0) * (metadata.height ?? 0) * Math.max(1, metadata.pages ?? 1) > MAX_PIXELS) throw new Refused('too_large');
    const { width, height } = tellsTooMuch(metadata) ? await rewrite(path) : metadata;
    const small = await read(path)
      .rotate()
      .resize({ width: THUMB_SIDE, height: THUMB_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 75 })
      .toBuffer();
    // Not by sharp itself: what it says of a full disk cannot be told from what it says of a damaged picture.
    await writeFile(thumb, small);
    return { width: width ?? 0, height: height ?? 0, size: (await stat(path)).size, thumb };
  } catch (error) {
    await rm(thumb, { force: true });
    if (error instanceof Refused || isSystemError(error)) throw error;
    throw new Refused('file_damaged');
  }
}

function tellsTooMuch({ format, exif, xmp, iptc, width = 0, height = 0 }: Metadata): boolean {
  return format !== 'gif' && Boolean(exif || xmp || iptc || width > MAX_SIDE || height > MAX_SIDE);
}

async function rewrite(path: string): Promise<{ width: number; height: number }> {
  const anew = `${path}.anew`;
  try {
    const { data, info } = await read(path)
      .rotate()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .toBuffer({ resolveWithObject: true });
    await writeFile(anew, data);
    await rename(anew, path);
    return { width: info.width, height: info.height };
  } finally {
    await rm(anew, { force: true });
  }
}

function read(path: string): sharp.Sharp {
  return sharp(path, { failOn: 'error', limitInputPixels: MAX_PIXELS });
}

function isSystemError(error: unknown): boolean {
  return typeof (error as { errno?: unknown } | null)?.errno === 'number';
}
