import { readdirSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Workbook } from 'exceljs';
import sharp from 'sharp';
import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom, TOKENS } from '../../../test/platform/echo-room';
import { zipOf } from '../../../test/platform/zip';
import type { Actor } from '../http/actor';
import { Random } from '../ids';
import { FileStore } from './file-store';
import { Files } from './files';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom] });
});
afterAll(() => t.close());

const guest = { accountId: 1, sessionId: 1 } as Actor;
const upload = (name: string, content: Buffer | string, as = TOKENS.guest) => t.call('files.upload', { as, file: { name, content } });
const fetchFile = (url: string, headers: Record<string, string> = {}) => fetch(t.url + url, { headers });
const picture = (format: 'jpeg' | 'png' | 'webp' | 'gif', width = 600, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#c0392b' } })
    .toFormat(format)
    .toBuffer();
const countFiles = async () => (await t.db.query<{ n: number }>('SELECT COUNT(*) AS n FROM stored_file'))[0]?.n;
const arriving = () => readdirSync(join(t.env.dataDir, 'files/incoming'));
async function sheet(): Promise<Buffer> {
  const book = new Workbook();
  book.addWorksheet('门店').addRow(['名称', '老王五金']);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('an upload', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('of a %s picture is shown with its measures and a thumbnail', async (format) => {
    const content = await picture(format);
    const { status, body } = await upload(`门头 照片.${format}`, content);
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: `门头 照片.${format}`, mime: `image/${format}`, picture: { width: 600, height: 300 } });
    const whole = await fetchFile(body.url);
    expect(whole.headers.get('content-type')).toBe(`image/${format}`);
    expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true);
    const thumb = await sharp(Buffer.from(await (await fetchFile(body.picture.thumbUrl)).arrayBuffer())).metadata();
    expect([thumb.format, thumb.width, thumb.height]).toEqual(['jpeg', 400, 200]);
  });

  it('of a sheet, a document or a text comes back byte for byte', async () => {
    const files: [string, Buffer, string][] = [
      ['门店.xlsx', await sheet(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ['合同.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF'), 'application/pdf'],
      ['说明.txt', Buffer.from('五金店铺货说明\r\n第二行'), 'text/plain'],
      ['gbk.csv', Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0d, 0x0a]), 'text/csv'],
    ];
    for (const [name, content, mime] of files) {
      const { status, body } = await upload(name, content);
      expect([status, body.name, body.mime, body.picture]).toEqual([200, name, mime, null]);
      const answer = await fetchFile(body.url);
      expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    }
  });

  it('of a photo forgets where it was taken, and is turned upright', async () => {
    const content = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#27ae60' } })
      .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '30/1 39/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(content).metadata()).exif).toBeDefined();
    const { body } = await upload('a.jpg', content);
    expect(body.picture).toMatchObject({ width: 40, height: 80 });
    const kept = await sharp(Buffer.from(await (await fetchFile(body.url)).arrayBuffer())).metadata();
    expect([kept.exif, kept.width, kept.height]).toEqual([undefined, 40, 80]);
  });

  it('needs somebody who is signed in', async () => {
    const answer = await t.call('files.upload', { file: { name: 'a.txt', content: 'x' } });
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
  });
});

describe('a refused upload leaves nothing', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
  it.each<[string, string, () => Buffer | string | Promise<Buffer | string>, string]>([
    ['a page', 'a.html', () => '<html><script>alert(1)</script></html>', 'file_type_forbidden'],
    ['a drawing', 'a.svg', () => svg, 'file_type_forbidden'],
    ['a drawing called a picture', 'a.png', () => svg, 'file_type_forbidden'],
    ['a program', 'a.exe', () => Buffer.from('MZ\u0090\u0000', 'latin1'), 'file_type_forbidden'],
    ['a program called a picture', 'a.jpg', () => Buffer.from(`MZ\u0090\u0000${'\u0000'.repeat(200)}`, 'latin1'), 'file_type_forbidden'],
    ['a picture called a document', 'a.pdf', () => picture('png'), 'file_damaged'],
    ['a document called a picture', 'a.png', () => '%PDF-1.4\n%%EOF', 'file_damaged'],
    ['a picture cut off', 'a.jpg', async () => (await picture('jpeg', 2000, 2000)).subarray(0, 6_000), 'file_damaged'],
    ['an empty file', 'a.txt', () => '', 'file_damaged'],
    ['binary called a text', 'a.txt', () => Buffer.from([1, 2, 3, 0, 0, 7]), 'file_type_forbidden'],
    ['a zip', 'a.zip', () => zipOf([{ name: 'a.txt', content: 'x' }]), 'file_type_forbidden'],
    ['a zip called a sheet', 'a.xlsx', () => zipOf([{ name: 'a.txt', content: 'x' }]), 'file_type_forbidden'],
    ['a sheet that unpacks to a gigabyte', 'a.xlsx', () => zipOf(office({ claims: 1_000_000_000 })), 'file_damaged'],
    [
      'a sheet of a hundred thousand parts',
      'a.xlsx',
      () => zipOf([...office({}), ...Array.from({ length: 6_000 }, (_, i) => ({ name: `x${i}`, content: '' }))]),
      'file_damaged',
    ],
    ['a sheet with macros', 'a.xlsx', () => zipOf([...office({}), { name: 'xl/vbaProject.bin', content: 'x' }]), 'file_type_forbidden'],
    ['a picture of more pixels than any screen', 'a.png', () => picture('png', 9_000, 9_000), 'too_large'],
  ])('%s', async (_, name, content, code) => {
    const before = await countFiles();
    const { status, body } = await upload(name, await content());
    expect(body.code).toBe(code);
    expect(status).toBe(code === 'too_large' ? 413 : 400);
    expect(body.message).toMatch(/\p{Script=Han}/u);
    expect(await countFiles()).toBe(before);
    expect(arriving()).toEqual([]);
  });

  it('a form without a file', async () => {
    for (const body of ['', '--x--\r\n', '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--x--\r\n']) {
      const answer = await t.call('files.upload', {
        as: TOKENS.guest,
        body,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
    }
    const json = await t.call('files.upload', { as: TOKENS.guest, body: {} });
    expect([json.status, json.body.code, json.body.details[0]?.field]).toEqual([400, 'invalid', 'file']);
  });

  it('one that breaks off in the middle', async () => {
    const before = await countFiles();
    await brokenOff(t.url, TOKENS.guest);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await countFiles()).toBe(before);
    expect(arriving()).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['../../../etc/passwd.txt', 'passwd.txt'],
    ['..\\..\\windows\\system.txt', 'system.txt'],
    ['/etc/cron.d/x.txt', 'x.txt'],
    ['.htaccess.txt', 'htaccess.txt'],
    ['a\u202etxt.exe.txt', 'atxt.exe.txt'],
    ['老王的店😀（新）.txt', '老王的店😀（新）.txt'],
    [`${'长'.repeat(300)}.txt`, `${'长'.repeat(116)}.txt`],
    ['a"; filename="b.txt', 'a"; filename="b.txt'],
  ])('of %s is kept as %s, and leads nowhere', async (given, kept) => {
    const file = await t.app.get(Files).store(guest, { name: given, buffer: Buffer.from('文字') });
    expect(file.name).toBe(kept);
    const answer = await fetchFile(t.app.get(Files).url(file.id, guest));
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(disposition)?.[1] ?? '')).toBe(kept);
    expect(disposition.match(/filename="/g)).toHaveLength(1);
  });
});

describe('the limits', () => {
  it('refuse what is too large, at once by its length and else on the way', async () => {
    const small = await bootApp({ rooms: [EchoRoom], env: { UPLOAD_LIMIT_MB: '1' } });
    try {
      for (const size of [1.05, 3]) {
        const content = Buffer.alloc(size * 1024 * 1024, 'x');
        const started = Date.now();
        const { status, body } = await small.call('files.upload', { as: TOKENS.guest, file: { name: 'a.txt', content } });
        expect([status, body.code]).toEqual([413, 'too_large']);
        expect(Date.now() - started).toBeLessThan(2_000);
      }
      expect(await small.db.query('SELECT id FROM stored_file')).toEqual([]);
      expect(readdirSync(join(small.env.dataDir, 'files/incoming'))).toEqual([]);
    } finally {
      await small.close();
    }
  });

  it('refuse uploads while the disk is full, and go on serving what is there', async () => {
    const file = await t.app.get(Files).store(guest, { name: 'a.txt', buffer: Buffer.from('x') });
    Object.assign(t.env, { diskReserve: Number.MAX_SAFE_INTEGER });
    try {
      const { status, body } = await upload('b.txt', 'y');
      expect([status, body.code]).toEqual([503, 'disk_full']);
      expect(arriving()).toEqual([]);
      expect((await fetchFile(t.app.get(Files).url(file.id, guest))).status).toBe(200);
    } finally {
      Object.assign(t.env, { diskReserve: 0 });
    }
  });

  it.each(['', '.anew', '.thumb'])(
    'that fills the disk while it is written (%s) is refused as such, leaves nothing, and reads go on',
    async (part) => {
      const file = await t.app.get(Files).store(guest, { name: 'a.txt', buffer: Buffer.from('x') });
      const before = await countFiles();
      // What is written there meets the system's own "no space left".
      const name = 'fills-the-disk';
      symlinkSync('/dev/full', join(t.env.dataDir, `files/incoming/${name}${part}`));
      const token = jest.spyOn(t.app.get(Random), 'token').mockReturnValueOnce(name);
      const content = await picture('jpeg', 5_000, 3_000);
      const { status, body } = await upload('门头.jpg', content);
      token.mockRestore();
      expect([status, body.code]).toEqual([503, 'disk_full']);
      expect(body.message).toMatch(/\p{Script=Han}/u);
      expect(arriving()).toEqual([]);
      expect(await countFiles()).toBe(before);
      expect((await fetchFile(t.app.get(Files).url(file.id, guest))).status).toBe(200);
      expect((await upload('门头.jpg', content)).status).toBe(200);
    },
  );

  it('that finds no room for its folder is refused as such, and its row is taken back', async () => {
    const before = await countFiles();
    const full = Object.assign(new Error('ENOSPC: no space left on device, mkdir'), { code: 'ENOSPC', errno: -28 });
    const put = jest.spyOn(t.app.get(FileStore), 'put').mockRejectedValueOnce(full);
    const { status, body } = await upload('b.txt', 'y');
    put.mockRestore();
    expect([status, body.code]).toEqual([503, 'disk_full']);
    expect(arriving()).toEqual([]);
    expect(await countFiles()).toBe(before);
  });
});

function office({ claims = 10 }: { claims?: number }) {
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: '<workbook/>', claims },
  ];
}

function brokenOff(url: string, token: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const sending = request({
      hostname,
      port,
      method: 'POST',
      path: '/api/files',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x', 'content-length': '100000' },
    });
    sending.on('error', () => resolve());
    sending.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of it');
    setTimeout(() => sending.destroy(), 100);
  });
}
