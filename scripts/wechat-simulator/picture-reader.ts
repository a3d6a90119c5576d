import jsQR from 'jsqr';
import sharp from 'sharp';

/** Small pictures are enlarged on the last try: modules of two or three pixels are too fine for the reader. */
const TRIES = [
  { side: 1280, withoutEnlargement: true },
  { side: 640, withoutEnlargement: true },
  { side: 840, withoutEnlargement: false },
];

/** The text of the QR code in a picture, or null when there is none to be read. */
export async function readQrText(picture: Buffer): Promise<string | null> {
  for (const { side, withoutEnlargement } of TRIES) {
    const { data, info } = await sharp(picture)
      .flatten({ background: '#ffffff' })
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const found = jsQR(new Uint8ClampedArray(data), info.width, info.height);
    if (found?.data) return found.data;
  }
  return null;
}
