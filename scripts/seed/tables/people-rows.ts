import { searchText } from '@dianquan/server/members/search-text';
import { PRIVACY_VERSION } from '@dianquan/shared/privacy-notice';
import { openidOf, unionidOf } from '../../wechat-simulator/state/identities';
import type { Row } from '../rows';
import type { FileShelf } from '../story/files';
import type { Account, Shop, Story } from '../story/types';

export function accountRows(story: Story, shelf: FileShelf): Row[] {
  const staff = story.staff.map((one) => one.account);
  return [...staff, ...story.accounts].map((account) => {
    const isWecom = account.provider === 'wecom';
    const on = { kind: 'avatar', id: account.id, ownerAccountId: account.id, at: account.createdAt } as const;
    return {
      id: account.id,
      provider: account.provider,
      external_id: isWecom ? account.key : openidOf(account.key),
      unionid: isWecom ? null : unionidOf(account.key),
      name: account.name,
      phone: account.phone,
      phone_verified: Number(account.phoneVerified),
      avatar_file_id: account.avatar === null ? null : shelf.hang(account.avatar, on).id,
      consent_version: PRIVACY_VERSION,
      consented_at: account.createdAt + 5_000,
      created_at: account.createdAt,
      updated_at: account.createdAt + 9_000,
      erased_at: null,
    };
  });
}

export function staffRows({ staff }: Story): { staff: Row[]; staff_role: Row[]; staff_region: Row[] } {
  return {
    staff: staff.map(({ id, account, content }) => ({
      id,
      account_id: account.id,
      wecom_userid: content.key,
      name: content.name,
      phone: account.phone,
      created_at: account.createdAt,
      disabled_at: null,
    })),
    staff_role: staff.flatMap(({ id, content }) => content.roles.map((role) => ({ staff_id: id, role }))),
    staff_region: staff.flatMap(({ id, content }) => content.regions.map((region) => ({ staff_id: id, region_code: region }))),
  };
}

export function shopRows({ shops }: Story): Row[] {
  return shops.map((shop) => {
    const people = shop.members.filter((one) => one.status === 'active').length;
    return {
      id: shop.id,
      code: shop.code,
      name: shop.name,
      search_text: searchText(shop),
      trade: shop.trade,
      level: shop.level,
      status: shop.status,
      region_code: shop.regionCode,
      address: shop.address,
      latitude: shop.latitude,
      longitude: shop.longitude,
      phone: shop.phone,
      owner_staff_id: shop.salesperson.id,
      invited_by_staff_id: shop.invitedBy?.id ?? null,
      source: shop.isStranger ? 'join' : 'import',
      joined_at: shop.joinedAt,
      member_count: people,
      counted_people: people,
      last_order_at: shop.lastOrderAt,
      orders_90d: shop.orders90d,
      spend_90d_fen: shop.spend90dFen,
      note: shop.note,
      created_at: shop.createdAt,
      updated_at: shop.updatedAt,
    };
  });
}

export function shopDetailRows(story: Story): { shop_tag: Row[]; shop_contact: Row[]; shop_history: Row[]; shop_field_value: Row[] } {
  const history = story.shops.flatMap((shop) => historyOf(shop)).sort((a, b) => a.at - b.at);
  return {
    shop_tag: story.shops.flatMap((shop) => shop.tags.map((tag) => ({ shop_id: shop.id, tag }))),
    shop_contact: story.shops.flatMap((shop) => shop.contacts.map((contact) => ({ shop_id: shop.id, ...contact }))),
    shop_history: history,
    shop_field_value: story.shops.flatMap((shop) => fieldValues(shop, story)),
  };
}

function historyOf(shop: Shop) {
  const own = shop.history.map(({ kind, from, to, by, at }) => ({
    shop_id: shop.id,
    kind: kind as string,
    from_value: from,
    to_value: to,
    account_id: by?.id ?? null,
    at,
  }));
  if (!shop.isStranger) return own;
  // Nobody's until the salesperson at the head of the chain got it.
  return [
    { shop_id: shop.id, kind: 'owner', from_value: null, to_value: String(shop.salesperson.id), account_id: null, at: shop.joinedAt! },
    ...own,
  ];
}

function fieldValues(shop: Shop, { content }: Story): Row[] {
  return content.fields.flatMap((field, index) =>
    (shop.custom.get(field.key) ?? []).map((value) => ({
      shop_id: shop.id,
      field_id: index + 1,
      text_value: typeof value === 'number' ? null : value,
      number_value: typeof value === 'number' ? value : null,
    })),
  );
}

export function memberRows({ members }: Story): Row[] {
  return members.map((member) => ({
    id: member.id,
    account_id: member.account.id,
    shop_id: member.shop.id,
    role: member.role,
    status: member.status,
    name: member.account.name,
    invitation_id: member.invitation?.id ?? null,
    joined_at: member.joinedAt,
    confirmed_at: member.confirmedAt,
    confirmed_by_account_id: member.confirmedBy?.id ?? null,
    removed_at: member.removedAt,
    removed_by_account_id: member.removedAt === null ? null : ownerOf(member.shop).id,
  }));
}

const ownerOf = (shop: Shop): Account => shop.members[0]!.account;

export function fieldRows({ content, calendar }: Story): Row[] {
  return content.fields.map((field, index) => ({
    id: index + 1,
    label: field.label,
    type: field.type,
    options: JSON.stringify(field.options),
    required: Number(field.required),
    position: index,
    created_at: calendar.at(-80, '11:00') + index * 60_000,
    removed_at: null,
  }));
}

export function segmentRows({ segments }: Story): { segment: Row[]; segment_shop: Row[] } {
  return {
    segment: segments.map(({ id, content, rule, shops, createdAt }) => ({
      id,
      name: content.name,
      kind: rule ? 'rule' : 'manual',
      rule: rule ? JSON.stringify(rule) : null,
      shops: shops.length,
      people: shops.reduce((sum, shop) => sum + shop.members.filter((one) => one.status === 'active').length, 0),
      created_at: createdAt,
      updated_at: createdAt,
      removed_at: null,
    })),
    segment_shop: segments.flatMap(({ id, shops }) => shops.map((shop) => ({ segment_id: id, shop_id: shop.id }))),
  };
}
