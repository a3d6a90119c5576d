import { canonicalJson, GENESIS, hashOf } from '@dianquan/server/platform/audit/chain';
import type { Row } from '../rows';
import type { Announcement } from '../story/announcements';
import type { JoinRequest } from '../story/communities';
import { type Staff, type Story, staffByKey } from '../story/types';

type Act = { at: number; staff: Staff; action: string; subject: string; detail: object };

/** What staff did, as the chain in which each row seals the one before. */
export function auditRows(story: Story, announcements: Announcement[], requests: JoinRequest[]): Row[] {
  const acts = [...ofAdmin(story), ...ofSalespeople(story), ...ofManager(announcements, story), ...ofModerators(requests)];
  acts.sort((a, b) => a.at - b.at);
  let previous = GENESIS;
  return acts.map(({ at, staff, action, subject, detail }, index) => {
    const content = {
      seq: index + 1,
      at,
      actor_staff_id: staff.id,
      actor_account_id: staff.account.id,
      actor_name: staff.content.name,
      action,
      subject,
      detail: canonicalJson(detail),
    };
    const row = { ...content, previous_hash: previous, hash: hashOf(previous, content) };
    previous = row.hash;
    return row;
  });
}

function ofAdmin({ staff, segments, communities, content, calendar }: Story): Act[] {
  const admin = staffByKey(staff, 'admin');
  const act = (at: number, action: string, subject: string, detail: object): Act => ({ at, staff: admin, action, subject, detail });
  return [
    ...staff
      .filter((one) => one !== admin)
      .map((one) => act(one.account.createdAt, 'staff.create', `staff:${one.id}`, { roles: one.content.roles })),
    ...content.fields.map((field, index) =>
      act(calendar.at(-80, '11:00') + index * 60_000, 'customFields.create', `customField:${index + 1}`, { label: field.label }),
    ),
    ...segments.map((one) => act(one.createdAt, 'segments.create', `segment:${one.id}`, { name: one.content.name })),
    ...communities.map((one) => act(one.createdAt, 'communities.create', `community:${one.id}`, { name: one.content.name })),
  ];
}

function ofSalespeople({ invitations, shops, staff }: Story): Act[] {
  const byAccount = new Map(staff.map((one) => [one.account, one]));
  const acts: Act[] = [];
  for (const one of invitations) {
    if (!one.staff) continue;
    acts.push({ at: one.createdAt, staff: one.staff, action: 'invitations.create', subject: `invitation:${one.id}`, detail: {} });
    if (one.revokedAt !== null)
      acts.push({ at: one.revokedAt, staff: one.staff, action: 'invitations.revoke', subject: `invitation:${one.id}`, detail: {} });
  }
  const handedOver = new Map<number, { staff: Staff; shops: number }>();
  for (const shop of shops) {
    for (const { kind, from, to, by, at } of shop.history) {
      const who = by ? byAccount.get(by) : undefined;
      if (!who) continue;
      if (kind === 'status')
        acts.push({ at, staff: who, action: 'shops.update', subject: `shop:${shop.id}`, detail: { status: { from, to } } });
      else handedOver.set(at, { staff: who, shops: (handedOver.get(at)?.shops ?? 0) + 1 });
    }
  }
  for (const [at, { staff: who, shops: count }] of handedOver)
    acts.push({ at, staff: who, action: 'shops.handOver', subject: 'shops', detail: { shops: count } });
  return acts;
}

function ofManager(announcements: Announcement[], { staff }: Story): Act[] {
  const manager = staffByKey(staff, 'manager');
  return announcements.flatMap((one): Act[] => {
    const subject = `announcement:${one.id}`;
    const act = (at: number | null, action: string, detail: object): Act[] =>
      at === null ? [] : [{ at, staff: manager, action: `announcements.${action}`, subject, detail }];
    return [
      ...act(one.createdAt, 'create', { title: one.text.title }),
      ...act(one.state === 'scheduled' ? one.createdAt + 3_600_000 : one.publishedAt, 'publish', { title: one.text.title }),
      ...act(one.correctedAt, 'update', { correctionNote: one.text.state.note }),
      ...act(one.withdrawnAt, 'withdraw', { was: 'published' }),
    ];
  });
}

function ofModerators(requests: JoinRequest[]): Act[] {
  return requests.flatMap(({ decidedAt, decidedBy, community, member, state }) =>
    decidedAt === null || decidedBy === null
      ? []
      : {
          at: decidedAt,
          staff: decidedBy,
          action: 'communities.decideJoinRequest',
          subject: `community:${community.id}`,
          detail: { memberId: member.id, approve: state === 'approved' },
        },
  );
}
