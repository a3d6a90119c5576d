import type { Answer } from '@dianquan/shared/contract/all';
import { Controller, StreamableFile } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { ClaimsService } from './claims.service';
import { ErasureService } from './erasure.service';
import { OwnAccountService } from './own-account.service';
import { OwnExportService } from './own-export.service';
import { ShopMatchesService } from './shop-matches.service';

@Controller()
export class MeController {
  constructor(
    private readonly account: OwnAccountService,
    private readonly exports: OwnExportService,
    private readonly erasure: ErasureService,
    private readonly matches: ShopMatchesService,
    private readonly claims: ClaimsService,
  ) {}

  @Operation('members.consent', { allow: ['account'] })
  agree(@Me() me: Actor, @Input() input: Input<'members.consent'>): Promise<Answer<'members.consent'>> {
    return this.account.agree(me, input.version);
  }

  @Operation('members.setPhone', { allow: ['account'], rate: 'guess' })
  setPhone(@Me() me: Actor, @Input() input: Input<'members.setPhone'>): Promise<Answer<'members.setPhone'>> {
    return this.account.setPhone(me, input);
  }

  @Operation('members.updateOwn', { allow: ['account'] })
  update(@Me() me: Actor, @Input() input: Input<'members.updateOwn'>): Promise<Answer<'members.updateOwn'>> {
    return this.account.update(me, input);
  }

  @Operation('members.exportOwn', { allow: ['account'] })
  async export(@Me() me: Actor): Promise<StreamableFile> {
    const json = JSON.stringify(await this.exports.collect(me), null, 2);
    return new StreamableFile(Buffer.from(json), {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="my-data.json"; filename*=UTF-8''${encodeURIComponent('我的数据.json')}`,
    });
  }

  @Operation('members.eraseOwn', { allow: ['account'] })
  erase(@Me() me: Actor, @Input() _confirmed: Input<'members.eraseOwn'>): Promise<void> {
    return this.erasure.erase(me);
  }

  @Operation('members.matchShops', { allow: ['account'], rate: 'guess' })
  match(@Me() me: Actor, @Input() input: Input<'members.matchShops'>): Promise<Answer<'members.matchShops'>> {
    return this.matches.match(me, input);
  }

  @Operation('members.claimShop', { allow: ['account'], rate: 'guess' })
  claim(@Me() me: Actor, @Input() input: Input<'members.claimShop'>): Promise<Answer<'members.claimShop'>> {
    return this.claims.claim(me, input);
  }
}
