import Pay = require('wechatpay-node-v3');

import type { Clock } from '../clock';
import type { Random } from '../ids';
import type { PayTransport } from './pay-transport';

export type PayAccount = { appId: string; mchId: string; serial: string; privateKey: string };

/**
 * wechatpay-node-v3 builds the requests. Taken from it are only those parts that are sound: its decryption never checks the tag, its
 * check of signatures accepts any age and learns keys through that decryption, and it reads the machine's clock, not ours.
 */
export class ClockedPay extends Pay {
  constructor(
    { appId, mchId, serial, privateKey }: PayAccount,
    private readonly clock: Clock,
    private readonly random: Random,
    transport: PayTransport,
  ) {
    // It insists on a certificate, which it needs for nothing but the serial number that it is given.
    super({ appid: appId, mchid: mchId, serial_no: serial, publicKey: Buffer.from(serial), privateKey: Buffer.from(privateKey) });
    this.createHttp(transport);
  }

  /** As it came, still sealed: its own way of fetching them would open them unchecked. */
  async certificateList(): Promise<string> {
    const url = 'https://api.mch.weixin.qq.com/v3/certificates';
    const { data } = await this.httpService.get(url, this.getHeaders(this.buildAuthorization('GET', url)));
    return data as string;
  }

  protected override buildAuthorization(method: string, url: string, params?: Record<string, unknown>): string {
    const { pathname, search } = new URL(url);
    const [nonce, timestamp] = [this.random.token(18), String(Math.floor(this.clock.now() / 1000))];
    return this.getAuthorization(nonce, timestamp, this.getSignature(method, nonce, timestamp, `${pathname}${search}`, params));
  }
}
