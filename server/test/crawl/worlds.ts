import sharp from 'sharp';
import type { TestApp } from '../app';
import { buildGuest, openSession } from '../builders/account';
import { buildMember } from '../builders/member';
import { buildOfflinePayment } from '../builders/offline-payment';
import { buildOrder, buildSku, buildWarehouse } from '../builders/placed-order';
import { buildReturn } from '../builders/return-request';
import { buildShipment } from '../builders/shipment';
import { buildShop } from '../builders/shop';
import { buildStaff } from '../builders/staff';
import { uniquePhone } from '../builders/unique';
import { buildBalance } from './balance-worlds';
import { buildCommonGoods, buildGoods, hideGoods } from './catalogue-worlds';
import { leaveToFollowUp } from './delivery-worlds';
import type { Words } from './words';

export type World = Awaited<ReturnType<typeof buildWorld>>;
export type Thing = keyof World['things'];

type Answered = { status: number; body: object };
async function must<T extends Answered>(answer: Promise<T>): Promise<T['body']> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`the world could not be made: ${JSON.stringify(body)}`);
  return body;
}

/** What one salesperson, one manager and the people of their shops make of the app: one of everything that has an id. */
export async function buildWorld(t: TestApp, w: Words, regionCode: string, common: Awaited<ReturnType<typeof buildCommonGoods>>) {
  const manager = await buildStaff(t, { roles: ['manager'], regions: [regionCode], name: w.managerName });
  const sales = await buildStaff(t, { roles: ['salesperson'], name: w.salesName });
  const second = await buildStaff(t, { roles: ['salesperson'] });
  const of = { regionCode, ownerStaffId: sales.staffId };
  const { shopId } = await buildShop(t, { ...of, name: w.shopName, trade: '五金' });
  const quiet = await buildShop(t, {
    ...of,
    name: w.quietShopName,
    code: w.code,
    tags: [w.tag],
    address: w.address,
    phone: w.shopPhone,
    contacts: [{ name: w.contactName, phone: w.contactPhone }],
  });
  await t.db.execute('UPDATE shop SET note = ? WHERE id = ?', [w.note, quiet.shopId]);
  const [field] = await t.db.query<{ id: number }>('SELECT id FROM custom_field LIMIT 1');
  await t.db.execute('INSERT INTO shop_field_value (shop_id, field_id, text_value) VALUES (?, ?, ?)', [
    quiet.shopId,
    field?.id ?? 0,
    w.fieldValue,
  ]);
  const owner = await buildMember(t, { shopId, name: w.ownerName });
  const clerk = await buildMember(t, { shopId, role: 'clerk' });
  const removed = await buildMember(t, { shopId, role: 'clerk', status: 'removed', name: w.removedName });
  const pending = await buildMember(t, { shopId, role: 'clerk', status: 'pending', name: w.pendingName });

  const makes = manager.token;
  const { id: segmentId } = await must(
    t.call('segments.create', { as: makes, body: { name: w.segmentName, shopIds: [shopId, quiet.shopId] } }),
  );
  const { id: communityId } = await must(
    t.call('communities.create', {
      as: makes,
      body: { name: w.communityName, description: w.description, rules: w.rules, segmentIds: [segmentId] },
    }),
  );
  const invitation = await must(
    t.call('invitations.create', {
      as: sales.token,
      body: { campaign: w.campaign, communityId, prospectShopId: quiet.shopId },
    }),
  );
  const newcomer = await buildGuest(t, { name: w.quietMemberName, phone: w.memberPhone });
  const joined = await must(
    t.call('invitations.accept', {
      as: newcomer.token,
      params: { code: invitation.code },
      body: { shopId: quiet.shopId, role: 'owner', name: w.quietMemberName },
    }),
  );
  const memberInvitation = await must(t.call('invitations.create', { as: owner.token, body: {} }));
  const accept = (as: string) =>
    t.call('invitations.accept', {
      as,
      params: { code: memberInvitation.code },
      body: { newShop: { name: w.friendShopName, regionCode }, role: 'owner', name: w.friendName },
    });
  await must(accept((await buildGuest(t)).token));
  // Refused, and noted as refused.
  await accept(owner.token);

  const upload = async (as: string, name: string, content: Buffer | string) =>
    (await must(t.call('files.upload', { as, file: { name, content } }))).id;
  const sheet = async (as: string, name: string) => upload(as, `${name}.csv`, `a,b\n${name},1\n`);
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c0392b' } })
    .png()
    .toBuffer();
  const postFile = await upload(owner.token, `${w.pictureName}.png`, picture);
  const { id: postId } = await must(t.call('posts.create', { as: owner.token, params: { communityId }, body: { text: w.post } }));
  const { id: checkedPost } = await must(
    t.call('posts.create', { as: owner.token, params: { communityId }, body: { text: w.checkedPost, fileIds: [postFile] } }),
  );
  const { id: commentId } = await must(t.call('posts.comment', { as: clerk.token, params: { id: postId }, body: { text: w.comment } }));
  await must(t.call('communities.requestToJoin', { as: clerk.token, params: { id: communityId }, body: { reason: w.reason } }));

  const announce = async (title: string, text: string, fileId: number) =>
    (
      await must(
        t.call('announcements.create', {
          as: makes,
          body: {
            title,
            blocks: [{ type: 'text', text }],
            attachmentFileIds: [fileId],
            audience: { segmentIds: [segmentId], shopIds: [quiet.shopId] },
            mustAcknowledge: true,
          },
        }),
      )
    ).id;
  const announcementFile = await sheet(makes, w.attachmentName);
  const draftFile = await sheet(makes, w.draftFileName);
  const announcementId = await announce(w.title, w.body, announcementFile);
  const draftId = await announce(w.draftTitle, w.draftBody, draftFile);
  await must(t.call('announcements.publish', { as: makes, params: { id: announcementId } }));
  await t.runJobs();
  await must(
    t.call('announcements.noteCall', {
      as: sales.token,
      params: { announcementId, memberId: joined.memberId },
      body: { result: 'no_answer', note: w.callNote },
    }),
  );
  await leaveToFollowUp(t, announcementId, joined.memberId, sales.staffId);
  const read = await must(
    t.call('shops.readSheet', { as: makes, file: { name: `${w.importName}.csv`, content: `店名,手机\n${w.importRow},不是号码\n` } }),
  );
  const imported = await must(
    t.call('shops.import', { as: makes, body: { fileId: read.fileId, mapping: { 店名: 'name', 手机: 'phone' } } }),
  );
  await t.runJobs();
  const warehouseId = await buildWarehouse(t);
  // Listed at what everybody may know, sold to this shop at a price of its own.
  const sku = { ...(await buildSku(t, { stock: { [warehouseId]: 100 } })), listFen: Number(w.orderFen) };
  const orderId = await buildOrder(t, { shopId, accountId: owner.accountId, lines: [{ sku, quantity: 2, from: { [warehouseId]: 2 } }] });
  const payment = await buildOfflinePayment(t, {
    shopId,
    accountId: owner.accountId,
    fen: Number(w.paymentFen),
    note: w.paymentNote,
  });
  await buildBalance(t, w, shopId);
  const one = async (sql: string, ...params: number[]) => (await t.db.query<{ id: number }>(sql, params))[0]?.id ?? 0;
  return {
    things: {
      shop: shopId,
      quietShop: quiet.shopId,
      ownerMember: owner.memberId,
      member: clerk.memberId,
      quietMember: joined.memberId,
      pendingMember: pending.memberId,
      removedMember: removed.memberId,
      staff: sales.staffId,
      secondStaff: second.staffId,
      segment: segmentId,
      community: communityId,
      post: postId,
      checkedPost,
      comment: commentId,
      announcement: announcementId,
      draft: draftId,
      invitation: invitation.id,
      memberInvitation: memberInvitation.id,
      freeFile: await sheet(owner.token, w.freeFileName),
      postFile,
      announcementFile,
      draftFile,
      importFile: read.fileId,
      import: imported.id,
      job: await one('SELECT job_id AS id FROM shop_import WHERE id = ?', imported.id),
      inboxItem: await one('SELECT MAX(id) AS id FROM inbox_item WHERE account_id = ?', owner.accountId),
      field: field?.id ?? 0,
      order: orderId,
      shipment: await buildShipment(t, { orderId, warehouseId }),
      returned: await buildReturn(t, {
        orderId,
        shopId,
        accountId: owner.accountId,
        reason: w.returnReason,
        fen: Number(w.returnFen),
      }),
      ...(await buildGoods(t, common, w, { as: makes, shopId, postId, orderId })),
      payment,
      ledgerLine: await one(`SELECT id FROM ledger_entry WHERE account = 'receivable' AND shop_id = ?`, shopId),
    },
    code: invitation.code,
    common,
    people: {
      owner: owner.token,
      clerk: clerk.token,
      removed: await openSession(t, removed.accountId),
      pending: pending.token,
      sales: sales.token,
      manager: manager.token,
    },
  };
}

/** Two worlds that have nothing to do with each other, and those who stand in neither. */
export async function buildWorlds(t: TestApp, words: { a: Words; b: Words }) {
  const admin = await buildStaff(t, { roles: ['admin'] });
  await must(t.call('customFields.create', { as: admin.token, body: { label: '面积', type: 'text' } }));
  const common = await buildCommonGoods(t, admin.token);
  const a = await buildWorld(t, words.a, '510107', common);
  const b = await buildWorld(t, words.b, '510104', common);
  await hideGoods(t, admin.token, [a, b]);
  // The platform's word about the pictures comes later; until then nobody but their author sees them.
  t.world.clock.advance(t.world.limits.mediaCheck.delayMs);
  await t.world.clock.settled();
  const guest = await buildGuest(t, { phone: uniquePhone() });
  return { a, b, admin: admin.token, guest: guest.token };
}
export type Worlds = Awaited<ReturnType<typeof buildWorlds>>;

/** Everybody who has no business in world A; `formerly` was a clerk there once. */
export const STRANGERS = ['guest', 'owner', 'clerk', 'formerly', 'pending', 'sales', 'manager'] as const;
export type Stranger = (typeof STRANGERS)[number];

export function tokenOf(worlds: Worlds, kind: Stranger | 'admin'): string {
  if (kind === 'guest' || kind === 'admin') return worlds[kind];
  return kind === 'formerly' ? worlds.a.people.removed : worlds.b.people[kind];
}
