import type { StaffRole } from '@dianquan/shared/roles';
import { ADMIN, type Place } from './place';

export interface Joined {
  key: string;
  shopId: number;
  memberId: number;
  token: string;
}

/** What several journeys start from: two salespeople, a manager, shops in two districts, and a segment for one of them. */
export interface Town {
  admin: string;
  manager: string;
  sales: { id: number; token: string }[];
  shops: { near: number; far: number };
  segmentId: number;
}

export async function settle(place: Place): Promise<Town> {
  const { api } = place;
  const admin = await api.signIn('wecom', ADMIN);
  const sales = [
    await hire(place, admin, 'sales-1', '王志强', 'salesperson', ['510107']),
    await hire(place, admin, 'sales-2', '李晓燕', 'salesperson', ['510106']),
  ];
  const manager = await hire(place, admin, 'manager', '苏敏', 'manager', ['5101']);

  const open = async (name: string, regionCode: string, ownerStaffId: number): Promise<number> =>
    (await api.call('shops.create', admin, { body: { name, regionCode, ownerStaffId, level: 'A', status: 'partner', trade: '五金' } })).id;
  const shops = {
    near: await open('鑫鑫鑫五金建材经营部', '510107', sales[0]?.id ?? 0),
    far: await open('金府兴旺锁具店', '510106', sales[1]?.id ?? 0),
  };
  const segment = await api.call('segments.create', manager.token, {
    body: { name: '武侯区门店', rule: { field: 'region', in: ['510107'] } },
  });
  return { admin, manager: manager.token, sales, shops, segmentId: segment.id };
}

export async function hire(
  { api }: Place,
  admin: string,
  key: string,
  name: string,
  role: StaffRole,
  regions: string[] = [],
): Promise<{ id: number; token: string }> {
  await api.control('/users', 'POST', { kind: 'wecom', key, nickname: name });
  const { id } = await api.call('staff.create', admin, {
    body: { wecomUserid: key, name, roles: [role], regions, phone: '13800001111' },
  });
  return { id, token: await api.signIn('wecom', key) };
}

/** Somebody joins a shop through an invitation, without a screen. A clerk is confirmed by the shop's salesperson. */
export async function join(
  place: Place,
  inviter: string,
  who: { key: string; name: string; shopId: number; role: 'owner' | 'clerk' },
): Promise<Joined> {
  const { api } = place;
  await api.control('/users', 'POST', { key: who.key, nickname: who.name });
  const { code } = await api.call('invitations.create', inviter, { body: {} });
  const { privacy } = await api.call('invitations.get', null, { params: { code } });
  const token = await api.signIn('wechat', who.key);
  await api.call('members.consent', token, { body: { version: privacy.version } });
  await api.call('members.setPhone', token, { body: { code: `demo-phone-${who.key}` } });
  const { memberId, status } = await api.call('invitations.accept', token, {
    params: { code },
    body: { shopId: who.shopId, role: who.role, name: who.name },
  });
  if (status === 'pending') await api.call('members.confirm', inviter, { params: { id: memberId } });
  return { key: who.key, shopId: who.shopId, memberId, token };
}

type Draft = { title: string; audience: object; openUntil?: string; mustAcknowledge?: boolean };

/** Publishes a notice without a screen, and waits until everybody has it. */
export async function publish(place: Place, { manager }: Town, draft: Draft): Promise<number> {
  const { api } = place;
  const { id } = await api.call('announcements.create', manager, {
    body: { category: 'notice', blocks: [{ type: 'text', text: '请安排一位同事看完，有问题找业务员。' }], ...draft },
  });
  await api.call('announcements.publish', manager, { params: { id } });
  for (let tries = 0; tries < 200; tries += 1) {
    const notice = await api.call('announcements.get', manager, { params: { id } });
    if (notice.as === 'staff' && notice.state === 'published') return id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the notice was not published');
}
