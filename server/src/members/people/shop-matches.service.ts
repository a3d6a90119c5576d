import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { ShopMatch } from '@dianquan/shared/contract/members';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { districtName } from '../regions/regions';
import { Consent } from './consent';
import { Lookups } from './lookups';
import { type Candidate, distanceTo, shopById, shopsByName, shopsByPhone, shopsNear } from './shop-matches.query';

const MAX_MATCHES = 10;
const ORDER: ShopMatch['by'] = ['invitation', 'phone', 'name', 'nearness'];

/** Finding one's own shop among those on record. Tells only what stands on the shop's sign. */
@Injectable()
export class ShopMatchesService {
  constructor(
    private readonly db: Database,
    private readonly lookups: Lookups,
    private readonly consent: Consent,
  ) {}

  async match(me: Actor, input: Input<'members.matchShops'>): Promise<Answer<'members.matchShops'>> {
    await this.consent.require(this.db, me.accountId);
    const position =
      input.latitude !== undefined && input.longitude !== undefined ? { latitude: input.latitude, longitude: input.longitude } : null;
    const matches = new Map<number, ShopMatch>();
    const add = (by: ShopMatch['by'][number], shops: Candidate[]) => {
      for (const shop of shops) {
        const known = matches.get(shop.id);
        if (known) known.by.push(by);
        else matches.set(shop.id, this.view(shop, by, position && distanceTo(position, shop)));
      }
    };
    if (input.invitationCode !== undefined) add('invitation', await this.byInvitation(input.invitationCode));
    add('phone', await this.byOwnPhone(me.accountId));
    if (input.name !== undefined) add('name', await shopsByName(this.db, input.name));
    if (position) add('nearness', await shopsNear(this.db, position));
    return { items: [...matches.values()].sort(compare).slice(0, MAX_MATCHES) };
  }

  private async byInvitation(code: string): Promise<Candidate[]> {
    const shopId = await this.lookups.invitations?.prospectShopOf(this.db, code);
    return shopId ? shopById(this.db, shopId) : [];
  }

  private async byOwnPhone(accountId: number): Promise<Candidate[]> {
    const [account] = await this.db.query<{ phone: string | null }>('SELECT phone FROM account WHERE id = ?', [accountId]);
    return account?.phone ? shopsByPhone(this.db, account.phone) : [];
  }

  private view(shop: Candidate, by: ShopMatch['by'][number], distance: number | null): ShopMatch {
    return {
      shopId: shop.id,
      name: shop.name,
      address: shop.address ?? '',
      districtName: districtName(shop.region_code) ?? '',
      distance,
      by: [by],
      hasOwner: shop.has_owner === 1,
    };
  }
}

function compare(a: ShopMatch, b: ShopMatch): number {
  const rank = (match: ShopMatch) => Math.min(...match.by.map((by) => ORDER.indexOf(by)));
  const far = (match: ShopMatch) => match.distance ?? Number.MAX_SAFE_INTEGER;
  return rank(a) - rank(b) || b.by.length - a.by.length || far(a) - far(b) || a.shopId - b.shopId;
}
