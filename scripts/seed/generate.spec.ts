import { Calendar } from './calendar';
import { readContent } from './content/content';
import { Dice } from './dice';
import { generate } from './generate';

it('runs', () => {
  const content = readContent();
  const assets = new Map([...JSON.stringify(content).matchAll(/x/g)].map(() => ['x', {} as never]));
  const any = {
    get: (key: string) => ({ key, name: `${key}.jpg`, sha256: 'x', size: 1, mime: 'image/jpeg', width: 1, height: 1 }),
  } as never;
  void assets;
  const start = performance.now();
  const cpu = process.cpuUsage();
  const g = generate(content, new Calendar('2026-11-22'), new Dice('dianquan'), any);
  console.log('ms', performance.now() - start, process.cpuUsage(cpu));
  console.log(Object.fromEntries(Object.entries(g.rows).map(([k, v]) => [k, v.length])));
});
