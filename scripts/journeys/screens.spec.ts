import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser } from './support/browser';
import { startDemoPlace } from './support/demo-place';
import { H5Phone } from './support/h5-phone';
import { screenFaults } from './support/screen-faults';
import { ROOT } from './support/shots';
import { type Ids, VISITS } from './support/visits';

type Demo = Awaited<ReturnType<typeof startDemoPlace>>;

describe('every page on the demo data', () => {
  let place: Demo;
  let ids: Ids;

  beforeAll(async () => {
    place = await startDemoPlace();
    ids = await idsOf(place);
  }, 400_000);
  afterAll(async () => {
    await closeBrowser();
    await place?.close();
  });

  it('is visited by somebody', () => {
    const visited = new Set(VISITS.flatMap(({ screens }) => screens.map((screen) => screen(ids).split('?')[0]?.slice(1))));
    expect(builtPages().filter((page) => !visited.has(page))).toEqual([]);
  });

  it.each(VISITS)('shows itself whole and without a fault to $name', async ({ name, holder, screens, large = false }) => {
    const phone = await H5Phone.take(place, `screens/${name}`, holder, large);
    const faults: string[] = [];
    for (const screen of screens) {
      const path = screen(ids);
      const { calls, errors } = phone;
      const [callsBefore, errorsBefore] = [calls.length, errors.length];
      await phone.open(path);
      const found = await phone.whenLoaded(screenFaults);
      await phone.shot(
        (path.split('?')[0] ?? '')
          .slice(1)
          .replace(/\/index$/, '')
          .replaceAll('/', '-'),
      );
      const refused = calls.slice(callsBefore).filter((call) => / \d{3}$/.test(call));
      faults.push(...[...found, ...refused, ...errors.slice(errorsBefore)].map((fault) => `${path}: ${fault}`));
    }
    await phone.close();
    expect(faults).toEqual([]);
  });
});

function builtPages(): string[] {
  const config = readFileSync(join(ROOT, 'miniprogram/src/app.config.ts'), 'utf8');
  const roots = [...config.matchAll(/root: '(\w+)',\s*pages: \[([^\]]*)\]/g)];
  const inRoots = roots.flatMap(([, root, list = '']) => [...list.matchAll(/'([\w/-]+)'/g)].map(([, page]) => `${root}/${page}`));
  const main = /^\s*pages: \[([^\]]*)\]/m.exec(config)?.[1] ?? '';
  return [...[...main.matchAll(/'([\w/-]+)'/g)].map(([, page]) => page ?? ''), ...inRoots];
}

async function idsOf({ api, manifest, url }: Demo): Promise<Ids> {
  const [admin, office, owner] = await Promise.all([
    api.signIn('wecom', 'admin'),
    api.signIn('wecom', 'office'),
    api.signIn('wechat', 'owner-1'),
  ]);
  const first = <T>(items: T[]): T => {
    const [one] = items;
    if (one === undefined) throw new Error('the demo lacks what a page is to be opened with');
    return one;
  };
  const { id: community } = first((await api.call('communities.list', owner)).items);
  const { id: post } = first((await api.call('posts.list', owner, { params: { communityId: community } })).items);
  const notice = first((await api.call('home.get', owner, { query: { tab: 'notices' } })).items);
  if (notice.kind !== 'notice') throw new Error('a post among the notices');
  const { orders, invitations, segments, actors, shops } = manifest;
  // A cart with something in it shows more than an empty one; the clerk's stays empty.
  const { skus } = await api.call('products.get', owner, { params: { id: first(manifest.products).id } });
  const { id: skuId, units, minimum } = first(skus);
  await api.call('cart.setLine', owner, { params: { skuId }, body: { unit: first(units).name, quantity: minimum } });
  const { partnerLast: lastOrder = 0, partnerCompleted: finishedOrder = 0, approval: waitingOrder = 0 } = orders;
  return {
    community,
    post,
    announcement: notice.notice.id,
    shop: shops.partner ?? 0,
    segment: first(segments.filter(({ kind }) => kind === 'rule')).id,
    staff: first(actors.filter(({ key }) => key === 'sales-1')).staffId ?? 0,
    code: first(invitations).code,
    product: first(manifest.products).id,
    sku: first(Object.values(manifest.skus)),
    lastOrder,
    finishedOrder,
    waitingOrder,
    ownReturn: first((await api.call('returns.list', owner)).items).id,
    waitingReturn: first((await api.call('returns.list', office, { query: { state: 'requested' } })).items).id,
    month: first((await api.call('statements.list', owner)).items).month,
    level: first((await api.call('priceLevels.list', admin)).items).id,
    import: await importSheet(url, admin, 'shops', readFileSync(join(ROOT, 'config/demo/门店名单-示例.xlsx')), '门店名单-示例.xlsx'),
    productImport: await importSheet(url, admin, 'products', Buffer.from(PRODUCTS), '货品-示例.csv'),
  };
}

const PRODUCTS = `货品编码,货品名称,品牌,分类,规格,单位,价格
XX-0001,示例扳手,示例,手动工具,200mm,把,23.50
XX-0002,示例钳子,示例,手动工具,150mm,把,没有价
`;

/** A sheet sent and started as a browser does it. */
async function importSheet(url: string, token: string, of: 'shops' | 'products', sheet: Buffer, name: string): Promise<number> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(sheet)]), name);
  const headers = { authorization: `Bearer ${token}` };
  const read = (await (await fetch(`${url}/api/${of}/sheets`, { method: 'POST', headers, body: form })).json()) as {
    fileId: number;
    mapping: Record<string, string>;
  };
  const started = await fetch(`${url}/api/${of}/imports`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ fileId: read.fileId, mapping: read.mapping }),
  });
  if (!started.ok) throw new Error(`${name} was not imported: ${started.status} ${await started.text()}`);
  return ((await started.json()) as { id: number }).id;
}
