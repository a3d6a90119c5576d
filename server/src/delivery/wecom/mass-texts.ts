import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Env } from '../../platform/config/env';
import { WechatClient } from '../../platform/wechat/wechat-client';
import type { Message } from '../channels/channel';

export type MassText = { text: string; title: string; description: string };

/** Bytes of UTF-8 that a link's title, its description and a text may have. */
const [TITLE, DESCRIPTION, TEXT] = [128, 512, 4_000];
/** As long as the platform lets a link live. */
const LINK_DAYS = 30;
const REUSED_MS = 86_400_000;
const KEPT = 200;

/** What a customer reads, with a link that opens the mini-program. */
@Injectable()
export class MassTexts {
  private readonly links = new Map<string, { url: string; at: number }>();

  constructor(
    private readonly env: Env,
    private readonly clock: Clock,
    private readonly wechat: WechatClient,
  ) {}

  of({ title, summary, merged }: Message): MassText {
    const head = merged ? `${this.env.supplierName}有 ${merged} 条新公告` : `${this.env.supplierName}发布了新公告`;
    return {
      text: withinBytes(`${head}：${title}`, TEXT),
      title: withinBytes(title, TITLE),
      description: withinBytes(summary || '点开查看详情', DESCRIPTION),
    };
  }

  async withLink(message: Message): Promise<MassText & { url: string }> {
    return { ...this.of(message), url: await this.linkTo(message.page) };
  }

  /** One link serves all customers of a notice. */
  private async linkTo(page: string): Promise<string> {
    const now = this.clock.now();
    const known = this.links.get(page);
    if (known && now - known.at < REUSED_MS) return known.url;
    const [path = '', query = ''] = page.replace(/^\//, '').split('?');
    const url = await this.wechat.urlLink({ path, query, days: LINK_DAYS });
    const [oldest] = this.links.keys();
    if (this.links.size >= KEPT && oldest !== undefined) this.links.delete(oldest);
    this.links.set(page, { url, at: now });
    return url;
  }
}

/** Cut between characters, with a sign that there is more. */
function withinBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(character) > most - 3) break;
    kept += character;
  }
  return `${kept}…`;
}
