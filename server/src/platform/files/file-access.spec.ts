import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom, ended, TOKENS } from '../../../test/platform/echo-room';
import { until } from '../../../test/runners';
import { Database } from '../database/database';
import type { Actor } from '../http/actor';
import { FileGates } from './file-gates';
import { FileHousekeeping } from './file-housekeeping';
import { Files } from './files';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom] });
});
afterAll(() => t.close());

const guest = { accountId: 1, sessionId: 1 } as Actor;
const owner = { accountId: 2, sessionId: 2 } as Actor;
const fetchFile = (url: string, headers: Record<string, string> = {}) => fetch(t.url + url, { headers });

describe('who may see a file', () => {
  const store = () => t.app.get(Files).store(guest, { name: 'a.txt', buffer: Buffer.from('秘密') });
  const statusOf = async (url: string) => (await fetchFile(url)).status;

  it('is its uploader alone while it hangs on nothing', async () => {
    const { id } = await store();
    expect(await statusOf(t.app.get(Files).url(id, guest))).toBe(200);
    expect(await statusOf(t.app.get(Files).url(id, owner))).toBe(404);
  });

  it('is then decided by what it hangs on, and no more by who uploaded it', async () => {
    let allowed = [2];
    t.app
      .get(FileGates, { strict: false })
      .register({ kind: 'post', may: async (actor, subject) => subject === 77 && allowed.includes(actor.accountId) });
    const { id } = await store();
    await t.app.get(Database).transaction((tx) => t.app.get(Files).attach(tx, [id], { kind: 'post', id: 77 }, guest));
    expect(await statusOf(t.app.get(Files).url(id, guest))).toBe(404);
    expect(await statusOf(t.app.get(Files).url(id, owner))).toBe(200);
    allowed = [];
    expect(await statusOf(t.app.get(Files).url(id, owner))).toBe(404);
  });

  it('is nobody when what it hangs on has no gate', async () => {
    const { id } = await store();
    await t.db.execute("UPDATE stored_file SET attached_kind = 'import', attached_id = 1 WHERE id = ?", [id]);
    expect(await statusOf(t.app.get(Files).url(id, guest))).toBe(404);
  });

  it('ends with the session', async () => {
    const url = t.app.get(Files).url((await store()).id, guest);
    expect(await statusOf(url)).toBe(200);
    ended.add(guest.sessionId);
    expect(await statusOf(url)).toBe(404);
    ended.delete(guest.sessionId);
  });

  it('is nobody with an address that we did not make', async () => {
    const { id } = await store();
    const [path = '', signature = ''] = t.app.get(Files).url(id, guest).split('?s=');
    const forged = [...signature].map((c, i) => `${signature.slice(0, i)}${c === 'a' ? 'b' : 'a'}${signature.slice(i + 1)}`);
    for (const s of ['', 'x', '1', '1.', `${signature}x`, signature.slice(0, -1), ...forged]) {
      expect([s, await statusOf(`${path}?s=${encodeURIComponent(s)}`)]).toEqual([s, 404]);
    }
    expect(await statusOf(path)).toBe(400);
  });

  it('may be the platform, for an hour and for this file only', async () => {
    const { id } = await store();
    const { pathname, search } = new URL(t.app.get(Files).platformUrl(id));
    expect(await statusOf(pathname + search)).toBe(200);
    expect(await statusOf(`/api/files/${id - 1}${search}`)).toBe(404);
    t.clock.advance(3_700_000);
    expect(await statusOf(pathname + search)).toBe(404);
  });
});

const picture = () =>
  sharp({ create: { width: 60, height: 30, channels: 3, background: '#c0392b' } })
    .png()
    .toBuffer();

describe('what is served', () => {
  it('is inert, kept by the viewer only, and asked for again for free', async () => {
    const { body } = await t.call('files.upload', { as: TOKENS.guest, file: { name: 'a.png', content: await picture() } });
    const answer = await fetchFile(body.url);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(answer.headers.get('cache-control')).toMatch(/^private, /);
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; /);
    const again = await fetchFile(body.url, { 'if-none-match': answer.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
});

describe('hanging a file on something', () => {
  const files = () => t.app.get(Files);
  const attach = (ids: number[], me: Actor, id = 5, options = {}) =>
    t.db.transaction((tx) => files().attach(tx, ids, { kind: 'announcement', id }, me, options));
  const store = () => files().store(guest, { name: 'a.txt', buffer: Buffer.from('x') });

  it('keeps the order given, and may be done again', async () => {
    const [a, b] = [await store(), await store()];
    expect((await attach([b.id, a.id], guest)).map(({ id }) => id)).toEqual([b.id, a.id]);
    expect((await attach([b.id, a.id], owner)).map(({ id }) => id)).toEqual([b.id, a.id]);
  });

  it.each<[string, (own: number) => Promise<void>]>([
    ["another's", async (own) => void (await attach([own], owner))],
    ['one that hangs elsewhere', async (own) => void (await attach([own], guest, 6).then(() => attach([own], guest, 5)))],
    ['one that does not exist', async () => void (await attach([4_000_000_000], guest))],
    [
      'one that was removed',
      async (own) => void (await t.db.transaction((tx) => files().remove(tx, [own])).then(() => attach([own], guest))),
    ],
    ['no picture where one is wanted', async (own) => void (await attach([own], guest, 5, { picturesOnly: true, field: 'coverFileId' }))],
  ])('is refused for %s, and nothing is hung', async (_, act) => {
    const own = await store();
    await expect(act(own.id)).rejects.toMatchObject({ code: 'invalid', details: [{ zh: expect.any(String) }] });
    const [row] = await t.db.query<{ attached_id: number | null }>('SELECT attached_id FROM stored_file WHERE id = ?', [own.id]);
    expect(row?.attached_id).not.toBe(5);
  });

  it('saves from the sweep; what was never used goes after two days, bytes and all', async () => {
    const [used, unused] = [await store(), await store()];
    await attach([used.id], guest, 9);
    t.clock.advance(49 * 3_600_000);
    const fresh = await store();
    await t.app.get(FileHousekeeping, { strict: false }).sweep();
    const left = await files().find(t.db, [used.id, unused.id, fresh.id]);
    expect([...left.keys()].sort()).toEqual([used.id, fresh.id].sort());
    await until(() => !readdirSync(join(t.env.dataDir, 'files/0')).includes(String(unused.id)));
  });
});
