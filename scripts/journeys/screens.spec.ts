import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser } from './support/browser';
import { startDemoPlace } from './support/demo-place';
import { H5Phone } from './support/h5-phone';
import type { Holder } from './support/phone';
import { screenFaults } from './support/screen-faults';
import { ROOT } from './support/shots';

type Demo = Awaited<ReturnType<typeof startDemoPlace>>;
type Ids = Record<'community' | 'post' | 'announcement' | 'shop' | 'segment' | 'staff' | 'import', number> & { code: string };
type Screen = (ids: Ids) => string;

const TABS: Screen[] = ['home', 'catalogue', 'inbox', 'me'].map((tab) => () => `/pages/${tab}/index`);
const SHOP: Screen[] = [
  ({ community }) => `/shop/community/index?id=${community}`,
  ({ community }) => `/shop/compose-post/index?communityId=${community}`,
  ({ post }) => `/shop/post/index?id=${post}`,
  ({ announcement }) => `/shop/announcement/index?id=${announcement}`,
  ({ shop }) => `/shop/my-shop/index?shopId=${shop}`,
  ({ shop }) => `/shop/people/index?shopId=${shop}`,
  () => '/shop/consent-settings/index',
  () => '/shop/my-posts/index',
  () => '/shop/invite/index',
  () => '/shop/edit-profile/index',
];
const SALES: Screen[] = [
  () => '/sales/my-code/index',
  () => '/sales/invitations/index',
  () => '/sales/shops/index',
  ({ shop }) => `/sales/shop/index?id=${shop}`,
  ({ shop }) => `/sales/edit-shop/index?id=${shop}`,
  () => '/sales/scoreboard/index',
  () => '/sales/attribution/index',
  () => '/sales/call-list/index',
];
const MANAGER: Screen[] = [
  () => '/manager/compose-announcement/index',
  () => '/manager/announcements/index',
  ({ announcement }) => `/manager/report/index?id=${announcement}`,
  ({ announcement }) => `/manager/unread/index?id=${announcement}`,
  ({ announcement }) => `/shop/announcement/index?id=${announcement}`,
  ({ announcement }) => `/manager/compose-announcement/index?id=${announcement}`,
  () => '/manager/communities/index',
  ({ community }) => `/manager/community-edit/index?id=${community}`,
  ({ community }) => `/shop/community/index?id=${community}`,
  ({ post }) => `/shop/post/index?id=${post}`,
  () => '/manager/segments/index',
  ({ segment }) => `/manager/segment-edit/index?id=${segment}`,
  () => '/manager/shops/index',
  () => '/sales/scoreboard/index',
  () => '/sales/attribution/index',
];
const ADMIN: Screen[] = [
  () => '/admin/staff/index',
  ({ staff }) => `/admin/staff-edit/index?id=${staff}`,
  () => '/admin/staff-edit/index',
  () => '/admin/custom-fields/index',
  () => '/admin/audit/index',
  () => '/admin/handover/index',
  () => '/manager/import/index',
  ({ import: id }) => `/manager/import-report/index?id=${id}`,
];

const VISITS: { name: string; holder: Holder; screens: Screen[]; large?: boolean }[] = [
  {
    name: 'stranger',
    holder: { key: 'stranger-2', provider: 'wechat' },
    screens: [...TABS, ({ code }) => `/pages/join/index?code=${code}`],
  },
  { name: 'owner', holder: { key: 'owner-1', provider: 'wechat' }, screens: [...TABS, ...SHOP] },
  { name: 'owner-large', holder: { key: 'owner-1', provider: 'wechat' }, screens: [...TABS, ...SHOP], large: true },
  { name: 'clerk', holder: { key: 'clerk-1', provider: 'wechat' }, screens: [...TABS, ...SHOP] },
  { name: 'waiting-clerk', holder: { key: 'clerk-3', provider: 'wechat' }, screens: TABS },
  { name: 'sales', holder: { key: 'sales-1', provider: 'wecom' }, screens: [...TABS, ...SALES] },
  { name: 'sales-large', holder: { key: 'sales-1', provider: 'wecom' }, screens: SALES, large: true },
  { name: 'manager', holder: { key: 'manager', provider: 'wecom' }, screens: [...TABS, ...MANAGER] },
  { name: 'manager-large', holder: { key: 'manager', provider: 'wecom' }, screens: MANAGER, large: true },
  { name: 'admin', holder: { key: 'admin', provider: 'wecom' }, screens: [...TABS, ...ADMIN] },
  { name: 'office', holder: { key: 'office', provider: 'wecom' }, screens: [...TABS, () => '/manager/shops/index'] },
  { name: 'courier', holder: { key: 'courier-1', provider: 'wecom' }, screens: TABS },
];

describe('every page on the demo data', () => {
  let place: Demo;
  let ids: Ids;

  beforeAll(async () => {
    place = await startDemoPlace();
    ids = await idsOf(place);
  });
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
  const admin = await api.signIn('wecom', 'admin');
  const owner = await api.signIn('wechat', 'owner-1');
  const shop = manifest.actors.find(({ key }) => key === 'owner-1')?.shopId ?? 0;
  const [community] = (await api.call('communities.list', owner)).items;
  const [post] = (await api.call('posts.list', owner, { params: { communityId: community?.id ?? 0 } })).items;
  const { items } = await api.call('home.get', owner, { query: { tab: 'notices' } });
  const [notice] = items;
  const [segment] = manifest.segments.filter(({ kind }) => kind === 'rule');
  const staff = manifest.actors.find(({ key }) => key === 'sales-1')?.staffId ?? 0;
  return {
    community: community?.id ?? 0,
    post: post?.id ?? 0,
    announcement: notice?.kind === 'notice' ? notice.notice.id : 0,
    shop,
    segment: segment?.id ?? 0,
    staff,
    import: await importSample(url, admin),
    code: manifest.invitations[0]?.code ?? '',
  };
}

/** The sample sheet of the demo, faults included, sent as a browser sends it. */
async function importSample(url: string, token: string): Promise<number> {
  const form = new FormData();
  form.append('file', new Blob([readFileSync(join(ROOT, 'config/demo/门店名单-示例.xlsx'))]), '门店名单-示例.xlsx');
  const headers = { authorization: `Bearer ${token}` };
  const read = (await (await fetch(`${url}/api/shops/sheets`, { method: 'POST', headers, body: form })).json()) as {
    fileId: number;
    mapping: Record<string, string>;
  };
  const started = await fetch(`${url}/api/shops/imports`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ fileId: read.fileId, mapping: read.mapping }),
  });
  if (!started.ok) throw new Error(`the sample was not imported: ${started.status} ${await started.text()}`);
  return ((await started.json()) as { id: number }).id;
}
