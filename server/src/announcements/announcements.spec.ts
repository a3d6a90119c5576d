import fc from 'fast-check';
import { bootApp, type TestApp } from '../../test/app';
import { buildGuest } from '../../test/builders/account';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkConservation } from '../../test/conservation';
import { dropUnreadRecipient } from './added-recipients';
import { fanOutChunk } from './fan-out';

describe('announcements', () => {
  let t: TestApp;
  let manager: { token: string; staffId: number };
  let sales: { token: string; staffId: number };
  beforeAll(async () => {
    t = await bootApp();
    manager = await buildStaff(t, { roles: ['manager'] });
    sales = await buildStaff(t, { roles: ['salesperson'] });
  });
  afterEach(() => checkConservation(t));
  afterAll(() => t.close());

  const draft = async (body: object): Promise<number> =>
    (await t.call('announcements.create', { as: manager.token, body: { title: '公告', ...body } })).body.id;
  async function publish(body: object): Promise<number> {
    const id = await draft(body);
    const answer = await t.call('announcements.publish', { as: manager.token, params: { id } });
    expect(answer.status).toBe(200);
    await t.runJobs();
    return id;
  }
  const read = (token: string, id: number) => t.call('announcements.markRead', { as: token, params: { id }, body: { seconds: 1 } });
  const report = async (id: number) => (await t.call('announcements.report', { as: manager.token, params: { id } })).body;

  it('take only pictures for cover and body, and name the field; documents may hang below', async () => {
    const content = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
    const upload = async () =>
      (await t.call('files.upload', { as: manager.token, file: { name: '价格表.pdf', content, type: 'application/pdf' } })).body.id;
    const create = (body: object) => t.call('announcements.create', { as: manager.token, body: { title: '公告', ...body } });
    const fault = (field: string) => [400, [expect.objectContaining({ field, rule: 'format', zh: '这里只能放图片' })]];
    const cover = await create({ coverFileId: await upload() });
    expect([cover.status, cover.body.details]).toEqual(fault('coverFileId'));
    const blocks = [
      { type: 'text', text: '看图' },
      { type: 'picture', fileId: await upload() },
    ];
    const body = await create({ blocks });
    expect([body.status, body.body.details]).toEqual(fault('blocks.1.fileId'));
    const fileId = await upload();
    const kept = await create({ attachmentFileIds: [fileId] });
    expect(kept.body.attachments).toHaveLength(1);
    const params = { id: kept.body.id };
    const moved = await t.call('announcements.update', { as: manager.token, params, body: { coverFileId: fileId } });
    expect([moved.status, moved.body.details]).toEqual(fault('coverFileId'));
  });

  it('are thrown away as drafts, files and all, and never once they are out', async () => {
    const member = await buildMember(t);
    const file = await t.call('files.upload', { as: manager.token, file: { name: '说明.txt', content: '草稿附件', type: 'text/plain' } });
    const audience = { shopIds: [member.shopId] };
    const id = await draft({ audience, attachmentFileIds: [file.body.id] });
    const discard = (as: string, of: number) => t.call('announcements.discard', { as, params: { id: of } });
    expect((await discard(sales.token, id)).status).toBe(403);
    expect((await discard(manager.token, id)).status).toBe(204);
    expect((await discard(manager.token, id)).status).toBe(404);
    expect((await t.call('announcements.get', { as: manager.token, params: { id } })).status).toBe(404);
    const rows = await t.db.query('SELECT id FROM stored_file WHERE id = ? AND deleted_at IS NULL', [file.body.id]);
    expect(rows).toEqual([]);
    const later = await draft({ audience, publishAt: new Date(t.clock.now() + 60_000).toISOString() });
    await t.call('announcements.publish', { as: manager.token, params: { id: later } });
    expect((await discard(manager.token, later)).body.code).toBe('announcement_not_draft');
    await t.call('announcements.withdraw', { as: manager.token, params: { id: later } });
    expect((await discard(manager.token, later)).status).toBe(204);
    t.clock.advance(61_000);
    await t.runJobs();
    const out = await publish({ audience });
    expect((await discard(manager.token, out)).body.code).toBe('announcement_not_draft');
    await t.call('announcements.withdraw', { as: manager.token, params: { id: out } });
    expect((await discard(manager.token, out)).body.code).toBe('announcement_not_draft');
  });

  it('count two hundred receipts at once, of the same people and of others, each person once', async () => {
    const { shopId } = await buildShop(t);
    const people = [await buildMember(t, { shopId })];
    for (let i = 0; i < 19; i++) people.push(await buildMember(t, { shopId, role: 'clerk' }));
    const id = await publish({ audience: { shopIds: [shopId] } });
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => read(people[i % 20]?.token ?? '', id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    expect((await report(id)).counts).toMatchObject({ people: 20, delivered: 20, read: 20 });
    const [row] = await t.db.query<{ n: number }>('SELECT SUM(read_seconds) AS n FROM announcement_recipient WHERE announcement_id = ?', [
      id,
    ]);
    expect(row?.n).toBe(200);
  });

  it('take the right answer to the check question only, and never tell readers which it is', async () => {
    const member = await buildMember(t);
    const id = await publish({
      audience: { shopIds: [member.shopId] },
      mustAcknowledge: true,
      question: { text: '哪天开始？', answers: ['周一', '周五'], right: 1 },
    });
    const seen = await t.call('announcements.get', { as: member.token, params: { id } });
    expect(JSON.stringify(seen.body)).not.toContain('right');
    const answer = (body: object) => t.call('announcements.acknowledge', { as: member.token, params: { id }, body });
    expect((await answer({})).body.code).toBe('answer_required');
    expect((await answer({ answer: 0 })).body.code).toBe('answer_wrong');
    expect((await t.call('home.get', { as: member.token })).body.waiting.acknowledge).toBe(1);
    expect((await answer({ answer: 1 })).status).toBe(200);
    expect((await report(id)).shops).toMatchObject({ ownerRead: 1, fullyRead: 1, understood: 1 });
    expect((await t.call('home.get', { as: member.token })).body.waiting.acknowledge).toBe(0);
  });

  it('are gone for everybody once withdrawn, and wait for their time when scheduled', async () => {
    const member = await buildMember(t);
    const audience = { shopIds: [member.shopId] };
    const out = await publish({ audience });
    expect((await t.call('announcements.get', { as: member.token, params: { id: out } })).status).toBe(200);
    expect((await t.call('announcements.withdraw', { as: manager.token, params: { id: out } })).status).toBe(200);
    expect((await t.call('announcements.get', { as: member.token, params: { id: out } })).status).toBe(404);
    expect((await read(member.token, out)).status).toBe(404);
    const later = await draft({ audience, publishAt: new Date(t.clock.now() + 60_000).toISOString() });
    expect((await t.call('announcements.publish', { as: manager.token, params: { id: later } })).body.state).toBe('scheduled');
    await t.runJobs();
    expect((await t.call('announcements.get', { as: member.token, params: { id: later } })).status).toBe(404);
    t.clock.advance(61_000);
    await t.runJobs();
    expect((await t.call('announcements.get', { as: member.token, params: { id: later } })).status).toBe(200);
  });

  it('are refused without anybody to read them, twice, or with a time gone by', async () => {
    const { shopId } = await buildShop(t);
    const empty = await draft({ audience: { shopIds: [shopId] } });
    expect((await t.call('announcements.publish', { as: manager.token, params: { id: empty } })).body.code).toBe('audience_empty');
    const member = await buildMember(t);
    const past = await draft({ audience: { shopIds: [member.shopId] }, publishAt: new Date(t.clock.now() - 1_000).toISOString() });
    expect((await t.call('announcements.publish', { as: manager.token, params: { id: past } })).body.code).toBe('schedule_in_past');
    const id = await publish({ audience: { shopIds: [member.shopId] } });
    expect((await t.call('announcements.publish', { as: manager.token, params: { id } })).body.code).toBe('announcement_not_draft');
    const fixed = await t.call('announcements.update', { as: manager.token, params: { id }, body: { mustAcknowledge: true } });
    expect(fixed.body.code).toBe('announcement_not_draft');
  });

  it('show readers that they were corrected', async () => {
    const member = await buildMember(t);
    const id = await publish({ audience: { shopIds: [member.shopId] } });
    await t.call('announcements.update', {
      as: manager.token,
      params: { id },
      body: { title: '公告（价格有误）', correctionNote: '价格更正为 128 元' },
    });
    const seen = await t.call('announcements.get', { as: member.token, params: { id } });
    expect(seen.body).toMatchObject({ title: '公告（价格有误）', correctionNote: '价格更正为 128 元' });
  });

  it('address segments less segments, and add who comes in while they stay open', async () => {
    const inside = await buildMember(t);
    const outside = await buildMember(t);
    const segment = async (name: string, shopIds: number[]) =>
      (await t.call('segments.create', { as: manager.token, body: { name, shopIds } })).body.id;
    const both = await segment('两家', [inside.shopId, outside.shopId]);
    const less = await segment('减去', [outside.shopId]);
    const openUntil = new Date(t.clock.now() + 3_600_000).toISOString();
    const id = await publish({ audience: { segmentIds: [both], excludeSegmentIds: [less] }, openUntil });
    expect((await t.call('announcements.get', { as: inside.token, params: { id } })).status).toBe(200);
    expect((await t.call('announcements.get', { as: outside.token, params: { id } })).status).toBe(404);
    const guest = await buildGuest(t);
    const { body: invitation } = await t.call('invitations.create', { as: inside.token, body: {} });
    const joined = await t.call('invitations.accept', {
      as: guest.token,
      params: { code: invitation.code },
      body: { shopId: inside.shopId, role: 'clerk' },
    });
    expect(joined.body).toMatchObject({ status: 'active', firstAnnouncementId: id });
    expect((await t.call('announcements.get', { as: guest.token, params: { id } })).status).toBe(200);
    expect((await report(id)).counts.people).toBe(2);
  });

  it('remind those who have not read, twice a day and no more, and put it into their inbox once', async () => {
    const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId });
    const owner = await buildMember(t, { shopId });
    const clerk = await buildMember(t, { shopId, role: 'clerk' });
    const id = await publish({ audience: { shopIds: [shopId] } });
    await read(owner.token, id);
    const remind = () => t.call('announcements.remind', { as: manager.token, params: { id } });
    expect((await remind()).body).toEqual({ people: 1, remindsLeftToday: 1 });
    await t.runJobs();
    await t.runJobs();
    const inbox = async (token: string) =>
      (await t.call('inbox.list', { as: token })).body.items.filter((item) => item.kind === 'reminder').length;
    expect([await inbox(clerk.token), await inbox(owner.token)]).toEqual([1, 0]);
    expect((await remind()).status).toBe(200);
    expect((await remind()).body.code).toBe('remind_limit');
  });

  it('drop the unread of who leaves and keep what they read', async () => {
    const { shopId } = await buildShop(t);
    const owner = await buildMember(t, { shopId });
    const clerk = await buildMember(t, { shopId, role: 'clerk' });
    const first = await publish({ audience: { shopIds: [shopId] } });
    const second = await publish({ audience: { shopIds: [shopId] } });
    await read(clerk.token, first);
    await read(owner.token, second);
    expect((await t.call('members.remove', { as: owner.token, params: { id: clerk.memberId } })).status).toBe(204);
    expect((await report(first)).counts).toMatchObject({ people: 2, read: 1 });
    expect((await report(second)).shops).toMatchObject({ fullyRead: 1 });
    expect((await t.call('announcements.get', { as: clerk.token, params: { id: first } })).status).toBe(403);
  });

  it('count who leaves between two ranges of the publishing out of the report', async () => {
    const { shopId } = await buildShop(t);
    const owner = await buildMember(t, { shopId });
    const clerk = await buildMember(t, { shopId, role: 'clerk' });
    const alone = await buildMember(t);
    const audience = {
      everyone: false,
      segmentIds: [],
      shopIds: [shopId, alone.shopId],
      excludeSegmentIds: [],
      excludeShopIds: [],
      regions: [],
    };
    const id = await draft({ audience: { shopIds: audience.shopIds } });
    expect((await t.call('announcements.publish', { as: manager.token, params: { id } })).status).toBe(200);
    // The job as it stands after its only range, with the counts still to be drawn up.
    await t.db.transaction(async (tx) => {
      expect(await fanOutChunk(tx, id, audience, 0, alone.memberId)).toBe(3);
      const cursor = JSON.stringify({ next: 1, lastMemberId: alone.memberId, people: 3 });
      await tx.execute('UPDATE outbox_job SET state = ? WHERE id = (SELECT job_id FROM announcement WHERE id = ?)', [cursor, id]);
    });
    expect((await t.call('members.remove', { as: owner.token, params: { id: clerk.memberId } })).status).toBe(204);
    await t.db.transaction((tx) => dropUnreadRecipient(tx, alone.memberId));
    await t.runJobs();
    expect(await report(id)).toMatchObject({ state: 'published', counts: { people: 1 }, shops: { addressed: 1 }, clerks: { people: 0 } });
  });

  it('give a salesperson a sheet and a call list of the own shops alone', async () => {
    const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId, name: '自己的店' });
    const mine = await buildMember(t, { shopId });
    const foreign = await buildMember(t);
    const id = await publish({ audience: { shopIds: [shopId, foreign.shopId] } });
    const list = await t.call('announcements.callList', { as: sales.token, query: { announcementId: id } });
    expect(list.body.items.map((row) => row.memberId)).toEqual([mine.memberId]);
    const noted = await t.call('announcements.noteCall', {
      as: sales.token,
      params: { announcementId: id, memberId: mine.memberId },
      body: { result: 'told', note: '说下午看' },
    });
    expect(noted.body.lastCall).toMatchObject({ result: 'told', note: '说下午看' });
    const sheet = await t.call('announcements.exportUnread', { as: sales.token, params: { id } });
    expect(sheet.status).toBe(200);
    expect(sheet.body.subarray(0, 2).toString()).toBe('PK');
  });

  it('keep their counts right whatever people do in whatever order', async () => {
    const { shopId } = await buildShop(t);
    const people = [await buildMember(t, { shopId })];
    for (let i = 0; i < 3; i++) people.push(await buildMember(t, { shopId, role: 'clerk' }));
    const id = await publish({ audience: { shopIds: [shopId] }, mustAcknowledge: true });
    const act = fc.record({ who: fc.nat(3), what: fc.constantFrom('list', 'read', 'acknowledge', 'inbox') });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        await Promise.all(
          acts.map(({ who, what }) => {
            const as = people[who]?.token ?? '';
            if (what === 'list') return t.call('home.get', { as });
            if (what === 'read') return read(as, id);
            if (what === 'acknowledge') return t.call('announcements.acknowledge', { as, params: { id }, body: {} });
            return t.call('inbox.markRead', { as, body: { keys: [`announcement:${id}`] } });
          }),
        );
        await checkConservation(t);
      }),
      { numRuns: 15 },
    );
  });
});
