import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoFolder } from '../content/content';
import { type Drawn, drawAll } from './draw';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Pictures, portraits and sheets by key, with their bytes in the folder. */
export async function makeAssets(
  folder: string,
  wares: readonly string[],
  report: (done: number, total: number) => void,
): Promise<Map<string, Drawn>> {
  const all = [...(await drawAll(folder, wares, report)), ...(await sheets(folder))];
  return new Map(all.map((one) => [one.asset.key, one]));
}

/** `price-list.价目表.xlsx`: the key, then the name that people see. */
async function sheets(folder: string): Promise<Drawn[]> {
  const source = join(demoFolder(), 'attachments');
  const files = (await readdir(source)).filter((file) => file.endsWith('.xlsx')).sort();
  return Promise.all(
    files.map(async (file) => {
      const [key = '', ...rest] = file.split('.');
      const bytes = await readFile(join(source, file));
      const whole = join(folder, `${key}.xlsx`);
      await copyFile(join(source, file), whole);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return {
        asset: { key, name: rest.join('.'), sha256, size: bytes.length, mime: XLSX, width: null, height: null },
        whole,
        thumb: null,
      };
    }),
  );
}
