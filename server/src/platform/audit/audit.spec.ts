import { freshDatabase, type TestDatabase } from '../../../test/database';
import { Clock } from '../clock';
import type { Database } from '../database/database';
import { Audit, type AuditActor } from './audit';
import { type AuditLink, canonicalJson, hashOf } from './chain';

const MANAGER: AuditActor = { accountId: 7, name: '王经理', staff: { id: 3 } };

describe('the audit log', () => {
  let place: TestDatabase;
  let database: Database;
  let audit: Audit;
  beforeAll(async () => {
    place = await freshDatabase();
    database = place.database;
    audit = new Audit(database, new Clock());
  });
  beforeEach(async () => {
    await database.execute('DELETE FROM audit_entry');
    await database.execute('UPDATE audit_head SET seq = 0, hash = ? WHERE id = 1', ['0'.repeat(64)]);
  });
  afterAll(() => place.drop());

  const record = (n: number) =>
    database.transaction((tx) => audit.record(tx, MANAGER, 'shops.update', `shop:${n}`, { n, name: '永兴五金 🔩' }));
  const tenRecords = async () => {
    for (let n = 1; n <= 10; n++) await record(n);
  };
  const linkAt = async (seq: number): Promise<AuditLink> => {
    const [link] = await database.query<AuditLink>('SELECT * FROM audit_entry WHERE seq = ?', [seq]);
    return link as AuditLink;
  };

  it('says who did what to what, newest first, and finds by action, person and subject', async () => {
    await tenRecords();
    await database.transaction((tx) => audit.record(tx, null, 'demo.seed', 'database'));
    const [newest, manager] = await audit.list({ limit: 2 });
    expect(newest).toMatchObject({ seq: 11, actorStaffId: null, actorAccountId: null, actorName: null, action: 'demo.seed', detail: {} });
    expect(manager).toMatchObject({
      seq: 10,
      actorStaffId: 3,
      actorAccountId: 7,
      actorName: '王经理',
      subject: 'shop:10',
      detail: { n: 10 },
    });
    expect((await audit.list({ limit: 3, before: 5 })).map(({ seq }) => seq)).toEqual([4, 3, 2]);
    expect((await audit.list({ limit: 9, action: 'demo.seed' })).map(({ seq }) => seq)).toEqual([11]);
    expect((await audit.list({ limit: 9, staffId: 3, subject: 'shop:4' })).map(({ seq }) => seq)).toEqual([4]);
  });

  it('is sound as long as nobody touches it, also when it is empty', async () => {
    expect(await audit.verify()).toEqual({ ok: true, rows: 0 });
    await tenRecords();
    expect(await audit.verify()).toEqual({ ok: true, rows: 10 });
  });

  it('leaves no trace of what was rolled back', async () => {
    await record(1);
    const work = database.transaction(async (tx) => {
      await audit.record(tx, MANAGER, 'shops.update', 'shop:2');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await record(3);
    expect((await audit.list({ limit: 9 })).map(({ subject }) => subject)).toEqual(['shop:3', 'shop:1']);
    expect(await audit.verify()).toEqual({ ok: true, rows: 2 });
  });

  it('stays one chain when sixty record at once, and is sound to whoever looks meanwhile', async () => {
    const looks: Promise<unknown>[] = [];
    await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        await record(n);
        if (n % 10 === 0) looks.push(audit.verify());
      }),
    );
    for (const verdict of await Promise.all(looks)) expect(verdict).toMatchObject({ ok: true });
    expect(await audit.verify()).toEqual({ ok: true, rows: 60 });
    expect(new Set((await audit.list({ limit: 100 })).map(({ subject }) => subject)).size).toBe(60);
  });

  it('does not care in which order a detail names its fields', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: undefined })).toBe(canonicalJson({ b: [{ c: null, d: 1 }] }));
  });

  describe('names a row that was changed', () => {
    const changes: [string, string | number | null][] = [
      ['at', 5],
      ['actor_staff_id', 4],
      ['actor_staff_id', null],
      ['actor_account_id', 1],
      ['actor_name', '李经理'],
      ['action', 'shops.create'],
      ['subject', 'shop:99'],
      ['detail', '{"n":6}'],
      ['hash', 'f'.repeat(64)],
      ['previous_hash', 'f'.repeat(64)],
    ];
    it.each(changes)('in its %s', async (column, value) => {
      await tenRecords();
      await database.execute(`UPDATE audit_entry SET ${column} = ? WHERE seq = 5`, [value]);
      expect(await audit.verify()).toEqual({ ok: false, row: 5, fault: 'changed' });
    });

    it('together with its hash', async () => {
      await tenRecords();
      const forged = { ...(await linkAt(5)), subject: 'shop:99' };
      await database.execute('UPDATE audit_entry SET subject = ?, hash = ? WHERE seq = 5', [
        forged.subject,
        hashOf(forged.previous_hash, forged),
      ]);
      expect(await audit.verify()).toEqual({ ok: false, row: 5, fault: 'changed' });
    });

    it('at the very end, together with its hash', async () => {
      await tenRecords();
      const forged = { ...(await linkAt(10)), subject: 'shop:99' };
      await database.execute('UPDATE audit_entry SET subject = ?, hash = ? WHERE seq = 10', [
        forged.subject,
        hashOf(forged.previous_hash, forged),
      ]);
      expect(await audit.verify()).toEqual({ ok: false, row: 10, fault: 'changed' });
    });

    it('or slipped in behind the end', async () => {
      await tenRecords();
      const last = await linkAt(10);
      const added = { ...last, seq: 11, previous_hash: last.hash };
      await database.execute(
        `INSERT INTO audit_entry (seq, at, actor_staff_id, actor_account_id, actor_name, action, subject, detail, previous_hash, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [11, added.at, 3, 7, added.actor_name, added.action, added.subject, added.detail, last.hash, hashOf(last.hash, added)],
      );
      expect(await audit.verify()).toEqual({ ok: false, row: 11, fault: 'changed' });
    });
  });

  describe('names a row that was removed', () => {
    it.each([1, 5, 9, 10])('at %i', async (seq) => {
      await tenRecords();
      await database.execute('DELETE FROM audit_entry WHERE seq = ?', [seq]);
      expect(await audit.verify()).toEqual({ ok: false, row: seq, fault: 'removed' });
    });

    it('when the later ones were moved up to hide it', async () => {
      await tenRecords();
      await database.execute('DELETE FROM audit_entry WHERE seq IN (4, 5)');
      for (let seq = 6; seq <= 10; seq++) await database.execute('UPDATE audit_entry SET seq = ? WHERE seq = ?', [seq - 2, seq]);
      expect(await audit.verify()).toEqual({ ok: false, row: 4, fault: 'removed' });
    });

    it('when everything was', async () => {
      await tenRecords();
      await database.execute('DELETE FROM audit_entry');
      expect(await audit.verify()).toEqual({ ok: false, row: 1, fault: 'removed' });
    });
  });

  describe('names the first of rows that were reordered', () => {
    it.each([
      [4, 5],
      [2, 9],
      [9, 10],
    ])('%i and %i', async (first, second) => {
      await tenRecords();
      for (const [from, to] of [
        [first, 999],
        [second, first],
        [999, second],
      ]) {
        await database.execute('UPDATE audit_entry SET seq = ? WHERE seq = ?', [to as number, from as number]);
      }
      expect(await audit.verify()).toEqual({ ok: false, row: first, fault: 'reordered' });
    });
  });

  it('is walked to the end when it is longer than a page', async () => {
    await database.transaction(async (tx) => {
      for (let n = 0; n < 2_100; n++) await audit.record(tx, MANAGER, 'shops.update', `shop:${n}`);
    });
    expect(await audit.verify()).toEqual({ ok: true, rows: 2_100 });
    await database.execute('UPDATE audit_entry SET actor_account_id = 8 WHERE seq = 2050');
    expect(await audit.verify()).toEqual({ ok: false, row: 2_050, fault: 'changed' });
  });
});
