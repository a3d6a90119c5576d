import { MEMBER_ROLE_ZH, type MemberRole } from '@dianquan/shared/roles';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { forUpdate, type Tx } from '../../platform/database/sql';
import { Forbidden, NotFound, Refused } from '../../platform/errors';
import { Events } from '../../platform/jobs/events';
import { MemberJoined } from '../events';
import { ActorChanges } from '../session/actor-changes';
import { hasConsented } from './consent';
import { standingOf } from './join-rules';
import { Membership } from './membership';
import { enterNewShop, type NewShop } from './new-shop';
import { placeOf } from './new-shop-place';

export type JoinRequest = {
  accountId: number;
  /** An existing shop, or a new one: one of the two. */
  shopId?: number;
  newShop?: NewShop;
  /** Who enters a new shop is its owner, whatever stands here. */
  role: MemberRole;
  name?: string;
  invitationId?: number;
  /** The staff member at the head of the invitation's chain; a shop that is nobody's becomes theirs if they are a salesperson. */
  rootStaffId?: number | null;
  /** The member whose invitation it is, if it is a member's. */
  inviterMemberId?: number | null;
  /** The invitation speaks for the person: handed out by staff, or naming this very shop. */
  vouched: boolean;
};

export type Joined = {
  memberId: number;
  shopId: number;
  role: MemberRole;
  status: 'active' | 'pending';
  /** The shop was not on record before. */
  shopCreated: boolean;
  /** The first active person that the shop ever had; false while pending. */
  firstOfShop: boolean;
};

type Account = {
  id: number;
  provider: string;
  name: string | null;
  phone: string | null;
  phone_verified: number;
  consent_version: string | null;
  consented_at: number | null;
  erased_at: number | null;
};
type Person = { id: number; account_id: number; role: MemberRole; status: string; removed_by_account_id: number | null };

/** The one way into a shop, with an invitation or without. The rules stand in join-rules. */
@Injectable()
export class JoinService {
  constructor(
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly changes: ActorChanges,
    private readonly membership: Membership,
  ) {}

  /**
   * Part of the caller's transaction. The account's row and then the shop's are locked, so that joins of one person and joins to one
   * shop happen one after the other.
   * @throws Refused consent_required, phone_required, already_member or shop_has_owner; NotFound for an unknown shop
   */
  async join(tx: Tx, request: JoinRequest): Promise<Joined> {
    const account = await this.lockAccount(tx, request.accountId);
    const name = request.name ?? account.name ?? `${MEMBER_ROLE_ZH[request.role]}${account.phone?.slice(-4) ?? ''}`;
    if (account.name === null && request.name) await tx.execute('UPDATE account SET name = ? WHERE id = ?', [name, account.id]);
    const joined = request.newShop
      ? await this.joinNew(tx, request, request.newShop, name)
      : await this.joinExisting(tx, request, account, name);
    await this.events.publish(
      tx,
      new MemberJoined(joined.memberId, account.id, joined.shopId, joined.role, joined.status, this.clock.now()),
    );
    await this.changes.touch(tx, [account.id]);
    return joined;
  }

  private async lockAccount(tx: Tx, accountId: number): Promise<Account & { phone: string }> {
    const [account] = await tx.query<Account>(
      `SELECT id, provider, name, phone, phone_verified, consent_version, consented_at, erased_at FROM account WHERE id = ?${forUpdate(tx)}`,
      [accountId],
    );
    if (!account || account.erased_at !== null) throw new NotFound();
    // Staff see shops by their roles; as members they would be counted among the supplier's own recipients.
    if (account.provider !== 'wechat') throw new Forbidden();
    if (!hasConsented(account)) throw new Refused('consent_required');
    if (account.phone === null) throw new Refused('phone_required');
    return { ...account, phone: account.phone };
  }

  private async joinNew(tx: Tx, request: JoinRequest, shop: NewShop, name: string): Promise<Joined> {
    const at = this.clock.now();
    const regionCode = await placeOf(tx, shop, request.rootStaffId ?? null);
    const shopId = await enterNewShop(tx, { ...shop, regionCode }, request.accountId, at);
    const memberId = await this.insertMember(tx, request, { shopId, role: 'owner', status: 'active', name, at });
    const firstOfShop = await this.membership.began(tx, shopId, memberId, request.rootStaffId ?? null, at);
    return { memberId, shopId, role: 'owner', status: 'active', shopCreated: true, firstOfShop };
  }

  private async joinExisting(tx: Tx, request: JoinRequest, account: Account, name: string): Promise<Joined> {
    const shopId = request.shopId ?? 0;
    const [shop] = await tx.query<{ phone: string | null }>(`SELECT phone FROM shop WHERE id = ?${forUpdate(tx)}`, [shopId]);
    if (!shop) throw new NotFound();
    const people = await tx.query<Person>('SELECT id, account_id, role, status, removed_by_account_id FROM member WHERE shop_id = ?', [
      shopId,
    ]);
    const before = people.find((person) => person.account_id === account.id);
    if (before && before.status !== 'removed') throw new Refused('already_member');
    const owners = people.filter((person) => person.role === 'owner' && person.status === 'active');
    const status = standingOf({
      role: request.role,
      hasOwner: owners.length > 0,
      phoneKnown: await this.isPhoneKnown(tx, shopId, shop.phone, account),
      vouched: request.vouched,
      invitedByOwner: owners.some((owner) => owner.id === request.inviterMemberId),
      wasRemoved: before !== undefined && before.removed_by_account_id !== account.id,
    });
    if (status === 'shop_has_owner') throw new Refused('shop_has_owner');
    const at = this.clock.now();
    const memberId = before
      ? await this.takeBack(tx, before.id, request, status, name, at)
      : await this.insertMember(tx, request, { shopId, role: request.role, status, name, at });
    const firstOfShop = status === 'active' ? await this.membership.began(tx, shopId, memberId, request.rootStaffId ?? null, at) : false;
    return { memberId, shopId, role: request.role, status, shopCreated: false, firstOfShop };
  }

  /** A typed number is only claimed: it opens nothing. */
  private async isPhoneKnown(tx: Tx, shopId: number, shopPhone: string | null, account: Account): Promise<boolean> {
    if (account.phone === null || account.phone_verified === 0) return false;
    if (shopPhone === account.phone) return true;
    const contacts = await tx.query('SELECT id FROM shop_contact WHERE shop_id = ? AND phone = ? LIMIT 1', [shopId, account.phone]);
    return contacts.length > 0;
  }

  private async insertMember(
    tx: Tx,
    request: JoinRequest,
    member: { shopId: number; role: MemberRole; status: 'active' | 'pending'; name: string; at: number },
  ): Promise<number> {
    const { shopId, role, status, name, at } = member;
    const { insertId } = await tx.execute(
      `INSERT INTO member (account_id, shop_id, role, status, name, invitation_id, joined_at, confirmed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [request.accountId, shopId, role, status, name, request.invitationId ?? null, at, status === 'active' ? at : null],
    );
    return insertId;
  }

  private async takeBack(
    tx: Tx,
    memberId: number,
    request: JoinRequest,
    status: 'active' | 'pending',
    name: string,
    at: number,
  ): Promise<number> {
    await tx.execute(
      `UPDATE member SET role = ?, status = ?, name = ?, invitation_id = COALESCE(?, invitation_id), joined_at = ?, confirmed_at = ?,
         confirmed_by_account_id = NULL, removed_at = NULL, removed_by_account_id = NULL
       WHERE id = ? AND status = 'removed'`,
      [request.role, status, name, request.invitationId ?? null, at, status === 'active' ? at : null, memberId],
    );
    return memberId;
  }
}
