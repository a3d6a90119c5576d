import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom, TOKENS } from '../../../test/platform/echo-room';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom] });
});
afterAll(() => t.close());

const as = TOKENS.manager;
const faultsIn = async (body: unknown) => {
  const answer = await t.call('shops.create', { as, body });
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
  return answer.body.details;
};

describe('what is sent', () => {
  it('comes back byte for byte: Chinese, emoji, rare characters', async () => {
    const name = '𠮷田五金🔧👨‍👩‍👧 Ünïcode ㍿ \u200d龘';
    const { status, body } = await t.call('shops.create', { as, body: { name, address: '成都市武侯区\n第二行\t制表' } });
    expect(status).toBe(201);
    expect(body).toEqual({ name, address: '成都市武侯区\n第二行\t制表' });
  });

  it('is put together from path, query and body, and the path wins', async () => {
    const { body } = await t.call('shops.update', { as, params: { id: 7 }, body: { id: 999, name: '老王五金' } });
    expect(body).toEqual({ id: 7, name: '老王五金' });
  });

  it('gets defaults and numbers from a query', async () => {
    const { body } = await t.call('shops.list', { as, query: { q: ' 五金 ', joined: 'true' } });
    expect(body).toEqual({ limit: 20, q: '五金', joined: true });
  });

  it('loses fields that are not in the contract', async () => {
    const { body } = await t.call('shops.create', { as, body: { name: '老王五金', memberCount: 99, price: 1 } });
    expect(body).toEqual({ name: '老王五金' });
  });
});

describe('a fault', () => {
  it.each([
    [{}, 'name', 'required', '请填写名称'],
    [{ name: '  ' }, 'name', 'too_short', '名称至少2个字'],
    [{ name: null }, 'name', 'type', '名称必须是文字'],
    [{ name: '店'.repeat(61) }, 'name', 'too_long', '名称最多60个字'],
    [{ name: '老王五金', phone: '12345' }, 'phone', 'format', '手机号格式不对'],
    [{ name: '老王五金', latitude: 91 }, 'latitude', 'too_large', '纬度不能大于90'],
    [{ name: '老王五金', latitude: -91 }, 'latitude', 'too_small', '纬度不能小于-90'],
    [{ name: '老王五金', latitude: '30' }, 'latitude', 'type', '纬度必须是数字'],
    [{ name: '老王五金', level: 'Z' }, 'level', 'one_of', '等级不是可选的值'],
    [{ name: '老王五金', tags: Array(31).fill('标签') }, 'tags', 'too_long', '标签最多30项'],
    [
      {
        name: '老王五金',
        contacts: [
          { name: '王', phone: '13800138000' },
          { name: '李', phone: 'x' },
        ],
      },
      'contacts.1.phone',
      'format',
      '联系人第2项的手机号格式不对',
    ],
    [{ name: '老王五金', tags: '标签' }, 'tags', 'type', '标签必须是列表'],
  ])('of %j names the field and the rule, for the client and in Chinese', async (body, field, rule, zh) => {
    expect(await faultsIn(body)).toEqual([expect.objectContaining({ field, rule, zh })]);
  });

  it('carries the limit that was passed', async () => {
    expect(await faultsIn({ name: '店'.repeat(61) })).toEqual([{ field: 'name', rule: 'too_long', max: 60, zh: '名称最多60个字' }]);
    const [fault] = await faultsIn({ name: '老王五金', level: 'Z' });
    expect(fault).toMatchObject({ options: ['A', 'B', 'C', 'D'] });
  });

  it('is told together with the others', async () => {
    const faults = await faultsIn({ phone: '1', level: 'Z' });
    expect(faults.map(({ field }) => field).sort()).toEqual(['level', 'name', 'phone']);
  });

  it('inside a choice speaks of the branch that was meant', async () => {
    const rule = {
      all: [
        { field: 'level', in: ['A'] },
        { field: 'trade', in: [] },
      ],
    };
    const { status, body } = await t.call('segments.create', { as, body: { name: '好店', rule } });
    expect([status, body.code]).toEqual([400, 'invalid']);
    expect(body.details).toEqual([expect.objectContaining({ field: 'rule.all.1.in', rule: 'too_short' })]);
  });

  it.each([
    [{ field: 'level', in: ['Z'] }, 'rule.in.0', 'one_of'],
    [{ field: 'nothing', in: ['x'] }, 'rule.field', 'one_of'],
    [{ field: 'spend90d', min: 0.5 }, 'rule.min', 'type'],
    [{ all: [], any: [] }, 'rule.any', 'unknown_field'],
  ])('in the rule %j is the one that a person would name', async (rule, field, broken) => {
    const { body } = await t.call('segments.create', { as, body: { name: '好店', rule } });
    expect(body.details).toEqual([expect.objectContaining({ field, rule: broken })]);
  });
});

describe('numbers', () => {
  it.each(['0', '-1', '1.5', '1e21', '4294967296', '9007199254740993', 'NaN', 'abc', 'null', '%20', '１２'])(
    'the id %s is refused',
    async (id) => {
      const { status, body } = await t.call('shops.update', { as, params: { id: decodeURIComponent(id) }, body: {} });
      expect([status, body.code, body.details[0]?.field]).toEqual([400, 'invalid', 'id']);
    },
  );

  it.each([true, [5], '0x10', '1e3', '5.0', ' 5', '+5', ''])(
    '%j is no id in a body either, and the fault names the field',
    async (coverFileId) => {
      const { status, body } = await t.call('announcements.create', { as, body: { title: '新品', coverFileId } });
      expect([status, body.details]).toEqual([400, [{ field: 'coverFileId', rule: 'type', zh: '封面必须是数字' }]]);
    },
  );

  it.each([5, '5', '4294967295'])('%j is one', async (coverFileId) => {
    const { body } = await t.call('announcements.create', { as, body: { title: '新品', coverFileId } });
    expect(body).toEqual({ title: '新品', coverFileId: Number(coverFileId) });
  });

  it.each([0, 101, 1.5, '1e1', '0x10', '1e9', '', 'x'])('the limit %s is refused', async (limit) => {
    const { status, body } = await t.call('shops.list', { as, query: { limit } });
    expect([status, body.details[0]?.field]).toEqual([400, 'limit']);
  });
});

describe('what no field may hold', () => {
  it.each([
    ['NUL', '老王\u0000五金'],
    ['half a surrogate pair', '老王\ud83d五金'],
    ['the other half', '\udd27老王五金'],
  ])('%s is refused', async (_, name) => {
    expect(await faultsIn({ name })).toEqual([{ field: 'name', rule: 'format', zh: '名称含有无法保存的字符，请删除后再试' }]);
  });

  it('NUL is refused in keys, in queries and in paths too', async () => {
    expect(await faultsIn({ name: '老王五金', customFields: { 'a\u0000': '1' } })).toEqual([expect.objectContaining({ rule: 'format' })]);
    expect((await t.call('shops.list', { as, query: { q: 'a\u0000b' } })).status).toBe(400);
    expect((await t.call('invitations.get', { params: { code: 'a\u0000b' } })).status).toBe(400);
  });

  it('keys that would change the prototype are refused', async () => {
    for (const body of [
      '{"name":"老王五金","__proto__":{"admin":true}}',
      '{"name":"老王五金","constructor":{"prototype":{"admin":true}}}',
    ]) {
      const answer = await t.call('shops.create', { as, body });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('nesting without end is refused, fast and without exhausting the stack', async () => {
    const depth = 20_000;
    for (const [open, close] of [
      ['{"not":', '}'],
      ['{"all":[', ']}'],
      ['[', ']'],
    ] as const) {
      const started = Date.now();
      const body = `{"name":"深","rule":${open.repeat(depth)}1${close.repeat(depth)}}`;
      const answer = await t.call('segments.create', { as, body });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
      expect(Date.now() - started).toBeLessThan(2_000);
    }
  });
});

describe('a body that is none', () => {
  it.each([
    ['broken JSON', '{"name":', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['a text', '"name"', 'application/json'],
    ['nothing', '', 'application/json'],
    ['null', 'null', 'application/json'],
    ['another type', 'name=x', 'application/x-www-form-urlencoded'],
    ['XML', '<name/>', 'text/xml'],
    ['no known type', 'x', 'application/octet-stream'],
    ['a form without a boundary', 'x', 'multipart/form-data'],
  ])('%s is refused as invalid', async (_, body, type) => {
    const answer = await t.call('shops.create', { as, body, headers: { 'content-type': type } });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
    expect(answer.body.details[0]?.zh).toMatch(/\p{Script=Han}/u);
  });

  it('of more than 1 MB is refused with 413', async () => {
    const answer = await t.call('shops.create', { as, body: { name: 'x'.repeat(1024 * 1024) } });
    expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
  });

  it('is nothing unusual where none is asked for, whatever the content type says', async () => {
    const answer = await t.call('session.delete', { as, headers: { 'content-type': 'application/json' } });
    expect([answer.status, answer.body]).toEqual([204, null]);
  });
});
