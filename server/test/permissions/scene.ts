import type { TestApp } from '../app';
import { buildGuest, openSession } from '../builders/account';
import { buildMember } from '../builders/member';
import { buildOfflinePayment } from '../builders/offline-payment';
import { buildOrder, buildSku, buildWarehouse } from '../builders/placed-order';
import { buildCategory, buildProduct } from '../builders/product';
import { buildReturn } from '../builders/return-request';
import { buildShop } from '../builders/shop';
import { buildStaff } from '../builders/staff';

export const KINDS = [
  'anonymous',
  'guest',
  'owner',
  'clerk',
  'other',
  'removed',
  'sales',
  'otherSales',
  'manager',
  'finance',
  'warehouse',
  'office',
  'admin',
] as const;
export type Kind = (typeof KINDS)[number];

/** One shop with its people, a segment, a community and a notice that only they may see, and everybody who might look at it. */
export async function buildScene(t: TestApp) {
  const sales = await buildStaff(t, { roles: ['salesperson'] });
  const otherSales = await buildStaff(t, { roles: ['salesperson'] });
  const others = {
    manager: await buildStaff(t, { roles: ['manager'] }),
    finance: await buildStaff(t, { roles: ['finance'] }),
    warehouse: await buildStaff(t, { roles: ['warehouse'] }),
    office: await buildStaff(t, { roles: ['office'] }),
    admin: await buildStaff(t, { roles: ['admin'] }),
  };
  const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId });
  const owner = await buildMember(t, { shopId });
  const clerk = await buildMember(t, { shopId, role: 'clerk' });
  const unread = await buildMember(t, { shopId, role: 'clerk' });
  const other = await buildMember(t, { shopId: (await buildShop(t, { ownerStaffId: otherSales.staffId })).shopId });
  const removed = await buildMember(t, { shopId, role: 'clerk', status: 'removed' });
  const guest = await buildGuest(t);
  const people: Record<Exclude<Kind, 'anonymous'>, { accountId: number; memberId?: number }> = {
    guest,
    owner,
    clerk,
    other,
    removed: { accountId: removed.accountId },
    sales,
    otherSales,
    ...others,
  };

  const { token } = others.manager;
  const must = async <T extends { status: number; body: { id: number } }>(answer: Promise<T>): Promise<T['body']> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`the scene could not be set: ${JSON.stringify(body)}`);
    return body;
  };
  let words = 0;
  const word = (): string => `词${++words}`;
  const segment = () => must(t.call('segments.create', { as: token, body: { name: word(), shopIds: [shopId] } }));
  const { id: segmentId } = await segment();
  const { id: communityId } = await must(t.call('communities.create', { as: token, body: { name: '本店圈', segmentIds: [segmentId] } }));
  const freshPost = async () =>
    (await must(t.call('posts.create', { as: owner.token, params: { communityId }, body: { text: word() } }))).id;
  const postId = await freshPost();
  const draft = async () =>
    (await must(t.call('announcements.create', { as: token, body: { title: word(), audience: { segmentIds: [segmentId] } } }))).id;
  const announcementId = await draft();
  await must(t.call('announcements.publish', { as: token, params: { id: announcementId } }));
  await t.runJobs();
  await t.call('communities.requestToJoin', { as: unread.token, params: { id: communityId }, body: {} });
  const [job] = await t.db.query<{ job_id: number }>('SELECT job_id FROM announcement WHERE id = ?', [announcementId]);
  const invitation = await must(t.call('invitations.create', { as: sales.token, body: {} }));
  const file = await t.db.execute(
    `INSERT INTO stored_file (sha256, size, mime, name, owner_account_id, attached_kind, attached_id, has_thumb, created_at) VALUES ('x', 1, 'image/png', 'a.png', ?, 'post', ?, 0, ?)`,
    [owner.accountId, postId, t.clock.now()],
  );
  const csv = '店名,手机\n名单里的店,13800138000\n,坏行\n';
  const sheet = await t.call('shops.readSheet', { as: token, file: { name: '名单.csv', content: csv, type: 'text/csv' } });
  const imported = await must(
    t.call('shops.import', { as: token, body: { fileId: sheet.body.fileId, mapping: { 店名: 'name', 手机: 'phone' } } }),
  );
  await t.runJobs();
  const warehouseId = await buildWarehouse(t);
  const goods = await t.call('products.readSheet', { as: token, file: { name: '商品.csv', content: '编码,商品名称\n,坏行\n' } });
  const importing = { fileId: goods.body.fileId, mapping: goods.body.mapping };
  const { id: productImportId } = await must(t.call('products.import', { as: token, body: importing }));
  await t.runJobs();
  const sku = await buildSku(t, { stock: { [warehouseId]: 10_000 } });
  const order = () => buildOrder(t, { shopId, accountId: owner.accountId, lines: [{ sku, quantity: 2, from: { [warehouseId]: 2 } }] });
  return {
    shopId,
    segmentId,
    communityId,
    postId,
    announcementId,
    invitation,
    jobId: job?.job_id ?? 0,
    fileId: file.insertId,
    importId: imported.id,
    staffId: sales.staffId,
    otherStaffId: otherSales.staffId,
    unreadMemberId: unread.memberId,
    word,
    draft,
    skuId: sku.skuId,
    warehouseId,
    productImportId,
    deadLetter: async () =>
      (
        await t.db.execute(
          `INSERT INTO outbox_job (topic, payload, status, claimable_at, created_at, attempts, finished_at, reason) VALUES ('scene.dead', '{}', 'dead', NULL, 0, 8, 0, 'x')`,
        )
      ).insertId,
    pushTemplate: async () => {
      const fields = [{ key: 'thing1', label: '公告', source: 'title' }];
      return (
        await must(t.call('delivery.createTemplate', { as: token, body: { use: 'waiting', platformId: word(), title: '待办', fields } }))
      ).id;
    },
    priceLevel: async () => (await must(t.call('priceLevels.create', { as: token, body: { name: word() } }))).id,
    freshWarehouse: async () => (await must(t.call('warehouses.create', { as: token, body: { name: word() } }))).id,
    order,
    closedOrder: async () => {
      const id = await order();
      await t.db.execute(`UPDATE shop_order SET state = 'cancelled' WHERE id = ?`, [id]);
      return id;
    },
    payment: () => buildOfflinePayment(t, { shopId, accountId: owner.accountId }),
    returnRequest: async () => buildReturn(t, { orderId: await order(), shopId, accountId: owner.accountId }),
    freshPost,
    freshComment: async () => (await must(t.call('posts.comment', { as: owner.token, params: { id: postId }, body: { text: word() } }))).id,
    freshSegment: async () => (await segment()).id,
    openInvitation: async () => (await must(t.call('invitations.create', { as: sales.token, body: {} }))).id,
    pendingClerk: async () => (await buildMember(t, { shopId, role: 'clerk', status: 'pending' })).memberId,
    category: () => buildCategory(t, token),
    product: async () => (await buildProduct(t, { as: token })).productId,
    barcode: async () => {
      const barcode = String(69_000_000 + ++words);
      await buildProduct(t, { as: token, skus: [{ barcode }] });
      return barcode;
    },
    /** A post that offers something to order. */
    offer: async () => {
      const subjectId = await freshPost();
      const lines = [{ skuId: sku.skuId, quantity: 1 }];
      await t.call('orderSets.put', { as: token, params: { kind: 'post', subjectId }, body: { lines } });
      return subjectId;
    },
    field: async () =>
      (
        await must(
          t.call('customFields.create', { as: await openSession(t, others.admin.accountId), body: { label: word(), type: 'text' } }),
        )
      ).id,
    /** A session of its own for each call: some calls end it. */
    tokenOf: async (kind: Kind): Promise<string | undefined> => {
      if (kind === 'anonymous') return undefined;
      const person = people[kind];
      return openSession(t, person.accountId, person.memberId ?? null);
    },
  };
}
export type Scene = Awaited<ReturnType<typeof buildScene>>;
