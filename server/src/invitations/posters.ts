import { readFile } from 'node:fs/promises';
import type { InvitationView } from '@dianquan/shared/contract/invitations';
import { Injectable } from '@nestjs/common';
import { type Font, parse } from 'opentype.js';
import sharp from 'sharp';
import { Env } from '../platform/config/env';
import { CodePictures } from './code-pictures';

/** About 100 KB each. */
export const MAX_DRAWN = 64;
const WIDTH = 750;
const HEIGHT = 1334;
const MARGIN = 60;
const PINE = '#0B6E4F';
const INK = '#1B1F1D';
const SECONDARY = '#5F6763';
const FONT = '@expo-google-fonts/zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf';

/** Posters with the code, to print or to send. Words are drawn as outlines from a font of ours: a server has no Chinese fonts. */
@Injectable()
export class Posters {
  private font: Promise<Font> | null = null;
  private readonly drawn = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly codes: CodePictures,
    private readonly env: Env,
  ) {}

  /** What was drawn of late is kept: a poster is opened, shared and printed within minutes. By what it says, so that it is never stale. */
  draw(invitation: InvitationView): Promise<Buffer> {
    const key = JSON.stringify([invitation.code, ...words(invitation), this.env.supplierName]);
    const known = this.drawn.get(key);
    const poster = known ?? this.paint(invitation);
    this.drawn.delete(key);
    this.drawn.set(key, poster);
    if (known === undefined) poster.catch(() => this.drawn.delete(key));
    for (const oldest of this.drawn.keys()) {
      if (this.drawn.size <= MAX_DRAWN) break;
      this.drawn.delete(oldest);
    }
    return poster;
  }

  private async paint(invitation: InvitationView): Promise<Buffer> {
    const [font, code] = await Promise.all([this.load(), this.codes.of(invitation.code)]);
    const picture = await sharp(code).resize(460, 460, { fit: 'contain', background: '#FFFFFF' }).png().toBuffer();
    return sharp(Buffer.from(this.page(font, invitation)))
      .composite([{ input: picture, left: (WIDTH - 460) / 2, top: 560 }])
      .png()
      .toBuffer();
  }

  private page(font: Font, invitation: InvitationView): string {
    const [by, into] = words(invitation);
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
      <rect width="${WIDTH}" height="${HEIGHT}" fill="#F5F6F3"/>
      <rect width="${WIDTH}" height="470" fill="${PINE}"/>
      <circle cx="660" cy="90" r="150" fill="#FFFFFF" opacity="0.06"/><circle cx="80" cy="430" r="110" fill="#FFFFFF" opacity="0.06"/>
      <rect x="${MARGIN}" y="410" width="${WIDTH - 2 * MARGIN}" height="780" rx="24" fill="#FFFFFF"/>
      ${line(font, this.env.supplierName, 120, 40, '#CDE5DB')}
      ${line(font, by, 220, 54, '#FFFFFF')}
      ${line(font, into, 310, 64, '#FFFFFF')}
      ${line(font, '新品、促销、政策，第一时间看到', 490, 34, SECONDARY)}
      ${line(font, '微信扫一扫，不用安装', 1100, 44, INK)}
      ${line(font, '店圈', 1270, 36, PINE)}
    </svg>`;
  }

  private load(): Promise<Font> {
    this.font ??= readFile(require.resolve(FONT)).then((file) =>
      parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)),
    );
    return this.font;
  }
}

function words({ inviter, communityName }: InvitationView): [by: string, into: string] {
  const who = inviter.shopName === null ? inviter.name : `${inviter.shopName} ${inviter.name}`;
  return [`${who} 邀请您`, communityName === null ? '加入店圈' : `加入 ${communityName}`];
}

/** One centred line, made smaller until it fits, at last cut. */
function line(font: Font, text: string, baseline: number, size: number, colour: string): string {
  const room = WIDTH - 2 * MARGIN;
  let words = text;
  let fitted = size;
  while (font.getAdvanceWidth(words, fitted) > room && fitted > size * 0.6) fitted -= 2;
  while (font.getAdvanceWidth(words, fitted) > room) words = `${[...words].slice(0, -2).join('')}…`;
  const x = (WIDTH - font.getAdvanceWidth(words, fitted)) / 2;
  return `<path d="${font.getPath(words, x, baseline, fitted).toPathData(1)}" fill="${colour}"/>`;
}
