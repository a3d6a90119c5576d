import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, type WeApp, whyNot } from '../../../miniprogram/test/weapp-runner/runner';
import type { Holder, Phone, Where } from './held-phone';
import type { Place } from './place';
import { ROOT, shotFile } from './shots';

const DIST = process.env.WEAPP_DIR ?? join(ROOT, 'miniprogram/dist/weapp');
const PATIENCE_MS = 15_000;
type Asked = { payment: { prepayId: string } | null; errMsg: string | null };

/** The real weapp bundle in a realm of its own, wired to the server. */
export class WeappPhone implements Phone {
  static async take(place: Place, journey: string, holder: Holder): Promise<WeappPhone> {
    const reason = whyNot(DIST);
    if (reason) throw new Error(reason);
    const code = async (path: string, body: object): Promise<string | null> =>
      (await place.api.control<{ code?: string }>(`/users/${holder.key}/${path}`, 'POST', body)).code ?? null;
    const app = await launch({
      dist: DIST,
      apiBase: `${place.url}/api`,
      wecom: holder.provider === 'wecom',
      loginCode: async () => (await code('login-codes', { provider: holder.provider })) ?? '',
      phoneCode: () => code('phone-codes', { agreePrivacy: true }),
      payment: async (params) => {
        const { payment, errMsg } = await place.api.control<Asked>('/pay/requests', 'POST', { userKey: holder.key, params });
        if (!payment) throw new Error(errMsg ?? '');
        await place.api.control(`/pay/payments/${payment.prepayId}/confirm`, 'POST', {});
        return 'confirm' as const;
      },
      subscription: (tmplIds) => {
        const answers = Object.fromEntries(tmplIds.map((id) => [id, holder.refusesMessages ? 'reject' : 'accept']));
        return place.api.control(`/users/${holder.key}/subscription-requests`, 'POST', { tmplIds, answers });
      },
      path: '/pages/home/index',
      patience: PATIENCE_MS,
    });
    return new WeappPhone(journey, holder, app);
  }

  private constructor(
    private readonly journey: string,
    readonly holder: Holder,
    readonly app: WeApp,
  ) {}

  get calls(): string[] {
    return this.app.requests.map(
      ({ method, path, status }) => `${method} /api${path.split('?')[0]}${status !== null && status >= 400 ? ` ${status}` : ''}`,
    );
  }

  get errors(): string[] {
    return this.app.errors;
  }

  open(path: string): Promise<void> {
    return this.app.open(path);
  }

  tap(text: string, where?: Where): Promise<void> {
    return this.app.tap(text, where);
  }

  type(name: string, value: string, where?: Where): Promise<void> {
    return this.app.input(name, value, where);
  }

  async see(...texts: string[]): Promise<void> {
    for (const text of texts) await this.app.waitForText(text);
  }

  miss(text: string): Promise<void> {
    return this.app.waitForNoText(text);
  }

  async shows(text: string): Promise<boolean> {
    return this.app.shows(text);
  }

  onPage(route: string): Promise<void> {
    return this.app.waitForPage(route.replace(/^\//, ''));
  }

  back(): Promise<void> {
    return this.app.back();
  }

  pullDown(): Promise<void> {
    return this.app.pullDown();
  }

  async sharedPath(): Promise<string> {
    await this.app.waitFor(() => this.app.shares.length > 0, 'a shared card');
    return this.app.shares[this.app.shares.length - 1]?.path ?? '';
  }

  async picture(): Promise<string> {
    let file = '';
    await this.app.waitFor(() => {
      const images = this.app.nodes().flatMap((node) => [...node.all()].filter(({ tag }) => tag === 'image'));
      // What an authorised call gave lies in a file of the phone; portraits and the like have an address.
      file =
        images.map((image) => String(image.attribute('src') ?? '')).find((src) => src.startsWith('/') && !src.startsWith('/api')) ?? '';
      return file !== '';
    }, 'a picture');
    const bytes = readFileSync(file);
    return `data:image/${bytes[0] === 0x89 ? 'png' : 'jpeg'};base64,${bytes.toString('base64')}`;
  }

  /** There is nothing to photograph; what can be read is kept. */
  async shot(name: string): Promise<void> {
    writeFileSync(shotFile(this.journey, 'weapp', name, 'txt'), `${this.app.route}\n\n${this.app.texts().join('\n')}\n`);
  }

  async close(): Promise<void> {
    this.app.close();
  }
}
