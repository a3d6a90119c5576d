import sharp from 'sharp';
import { readQrText } from '../picture-reader';
import { MINUTE, otherApp, RID, shop, TestSimulator } from '../testing/simulator';
import { parseWxacodeText } from '../wxacode-picture';

const ALL_SIGNS = "!#$&'()*+,/:;=?@-._~abcdefghi012";

describe('mini-program codes', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start({ limits: { wxacode: { rates: [{ max: 40, windowMs: MINUTE }], uncheckedPagesMax: 2 } } });
  });
  afterEach(() => simulator.stop());

  const ask = async (body: object, app = shop) =>
    simulator.raw('/api/wxa/getwxacodeunlimit', { access_token: await simulator.token(app) }, JSON.stringify(body));
  const code = async (body: object): Promise<number> => (await ask(body)).json<{ errcode: number }>().errcode;

  it.each([280, 430, 1280])('are pictures of %i pixels that a reader reads', async (width) => {
    const response = await ask({ scene: ALL_SIGNS, page: 'shop/join/index', width });
    expect(response.headers['content-type']).toBe('image/jpeg');
    expect(await sharp(response.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width, height: width });
    const text = (await readQrText(response.rawPayload)) ?? '';
    expect(parseWxacodeText(text)).toEqual({ appId: shop.appId, page: 'shop/join/index', scene: ALL_SIGNS });
  });

  it('are 430 wide, of the home page and of the release when nothing else is said', async () => {
    const response = await ask({ scene: 'a=1' });
    expect(await sharp(response.rawPayload).metadata()).toMatchObject({ width: 430 });
    const text = (await readQrText(response.rawPayload)) ?? '';
    expect(text).not.toContain('env=');
    expect(parseWxacodeText(text)).toMatchObject({ page: 'pages/home/index' });
  });

  it('can be see-through PNGs in a colour', async () => {
    const response = await ask({ scene: 'a', is_hyaline: true, line_color: { r: 20, g: '90', b: 60 } });
    expect(response.headers['content-type']).toBe('image/png');
    expect(await sharp(response.rawPayload).metadata()).toMatchObject({ format: 'png', hasAlpha: true });
    expect(await readQrText(response.rawPayload)).toContain('scene=a');
  });

  it('take a scene of 1 to 32 permitted characters', async () => {
    expect((await ask({ scene: 'x'.repeat(32) })).headers['content-type']).toBe('image/jpeg');
    for (const scene of ['x'.repeat(33), '', undefined, 7, '店', 'a%20b', 'a b', 'a"b']) expect(await code({ scene })).toBe(40169);
  });

  it('take released pages without slash or query', async () => {
    for (const page of ['shop/none/index', '/shop/join/index', 'shop/join/index?a=1']) {
      expect((await ask({ scene: 'a', page })).json()).toEqual({ errcode: 41030, errmsg: expect.stringMatching(RID) });
    }
    expect((await ask({ scene: 'a' }, otherApp)).json()).toMatchObject({ errcode: 41030 });
  });

  it('take unreleased pages unchecked, but only so many different ones', async () => {
    const unchecked = (page: string) => ask({ scene: 'a', page, check_path: false });
    for (const page of ['new/one/index', 'new/two/index', 'new/one/index']) {
      expect((await unchecked(page)).headers['content-type']).toBe('image/jpeg');
    }
    expect((await unchecked('new/three/index')).json()).toMatchObject({ errcode: 45009 });
    expect((await unchecked('/new/one/index')).json()).toMatchObject({ errcode: 40097 });
  });

  it.each([
    { width: 279 },
    { width: 1281 },
    { width: '430' },
    { env_version: 'beta' },
    { is_hyaline: 1 },
    { line_color: { r: 256 } },
    { check_path: 'no' },
  ])('refuse %j', async (wrong) => {
    expect(await code({ scene: 'a', ...wrong })).toBe(40097);
  });

  it('are not made for form posts', async () => {
    const query = { access_token: await simulator.token() };
    const form = await simulator.raw('/api/wxa/getwxacodeunlimit', query, 'scene=a', 'application/x-www-form-urlencoded');
    expect(form.statusCode).toBe(200);
    expect(form.json()).toMatchObject({ errcode: 47001 });
    const disguised = await simulator.raw('/api/wxa/getwxacodeunlimit', query, '{"scene":"a"}', 'application/x-www-form-urlencoded');
    expect(disguised.json()).toMatchObject({ errcode: 47001 });
    expect((await simulator.raw('/api/wxa/getwxacodeunlimit', query, '{"scene":')).json()).toMatchObject({ errcode: 47001 });
    expect((await simulator.raw('/api/wxa/getwxacodeunlimit', query, '[]')).json()).toMatchObject({ errcode: 47001 });
    expect((await simulator.raw('/api/wxa/getwxacodeunlimit', query, '{"scene":"a"}', 'text/plain')).headers['content-type']).toBe(
      'image/jpeg',
    );
  });

  it('are refused to a body that is far too long, with HTTP 200 like everything', async () => {
    const response = await ask({ scene: 'a', page: 'x'.repeat(2_000_000) });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ errcode: 47001 });
  });

  it('are made so many times a minute, 5000 on the platform', async () => {
    const fresh = await TestSimulator.start();
    expect(fresh.world.limits.wxacode.rates).toEqual([{ max: 5000, windowMs: MINUTE }]);
    await fresh.stop();
    for (let call = 0; call < 40; call++) expect(await code({ scene: '' })).toBe(40169);
    expect(await code({ scene: 'a' })).toBe(45009);
    simulator.wait(MINUTE);
    expect((await ask({ scene: 'a' })).headers['content-type']).toBe('image/jpeg');
  });
});
