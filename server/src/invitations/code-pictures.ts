import { Injectable } from '@nestjs/common';
import { WechatClient } from '../platform/wechat/wechat-client';
import { JOIN_PAGE } from './invitation-state';

const KEPT = 200;

/** Mini-program codes as the platform draws them. A code's picture never changes, and the platform counts each drawing. */
@Injectable()
export class CodePictures {
  private readonly kept = new Map<string, Buffer>();

  constructor(private readonly wechat: WechatClient) {}

  async of(code: string): Promise<Buffer> {
    const known = this.kept.get(code);
    if (known) return known;
    const picture = await this.wechat.codePicture({ scene: code, page: JOIN_PAGE, width: 600 });
    this.kept.set(code, picture);
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return picture;
  }
}

/** The platform answers PNG or JPEG, whichever it likes. */
export const mimeOf = (picture: Buffer): string => (picture[0] === 0x89 ? 'image/png' : 'image/jpeg');
