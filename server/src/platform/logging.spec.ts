import { Unavailable } from './errors';
import { createLogs, NestLog, scrub } from './logging';

function capture() {
  const lines: string[] = [];
  const { main: logger } = createLogs({ logLevel: 'debug' }, { write: (line) => void lines.push(line) });
  return { lines, logger, nest: new NestLog(logger) };
}
const SECRETS = {
  phone: '13800138000',
  openid: `o${'A1b_-'.repeat(5)}Zz`,
  token: 'token-nobody-may-read-0123456789',
  secret: 'secret-nobody-may-read',
};
const none = new RegExp(Object.values(SECRETS).join('|'));

describe('a log line', () => {
  it('hides personal data and credentials by the names of their fields', () => {
    const { lines, logger } = capture();
    logger.info({ phone: SECRETS.phone, member: { openid: SECRETS.openid, name: '老王' }, headers: { authorization: SECRETS.token } }, 'x');
    expect(lines.join('')).not.toMatch(none);
    expect(lines.join('')).toContain('老王');
  });

  it('hides what a driver quotes, and the parameters that it carries along', () => {
    const { lines, logger } = capture();
    const fault = Object.assign(new Error(`Duplicate entry '${SECRETS.phone}' for key 'phone'`), {
      code: 'ER_DUP_ENTRY',
      sql: `INSERT INTO account VALUES ('${SECRETS.openid}')`,
      parameters: [SECRETS.phone, SECRETS.openid],
    });
    logger.error({ err: Object.assign(new Unavailable(), { cause: fault }) }, 'x');
    expect(lines.join('')).not.toMatch(none);
    expect(JSON.parse(lines[0] as string)).toMatchObject({ err: { type: 'Unavailable', cause: { code: 'ER_DUP_ENTRY' } } });
  });

  it('of a service through Nest is treated alike', () => {
    const { lines, nest } = capture();
    nest.warn(`could not reach ${SECRETS.phone} with Bearer ${SECRETS.token}`, 'Delivery');
    nest.error(new Error(`no account ${SECRETS.openid}`), undefined, 'Members');
    nest.error(`https://host/cgi-bin/token?appid=1&secret=${SECRETS.secret}`, 'stack of it', 'Wechat');
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toMatch(none);
    expect(lines.map((line) => JSON.parse(line).context)).toEqual(['Delivery', 'Members', 'Wechat']);
  });
});

describe('scrubbing', () => {
  it.each([
    ['mysql://user:p4ssw0rd@db:3306/x', 'mysql://user:[hidden]@db:3306/x'],
    ['access_token=61_abc-DEF', 'access_token=[hidden]'],
    ['{"session_key":"tiihtNczf5v6AKRyjwEUhQ=="}', '{"session_key":"[hidden]=="}'],
    ['order 20261122138001380001 of shop 1380013', 'order 20261122138001380001 of shop 1380013'],
  ])('%s becomes %s', (text, clean) => {
    expect(scrub(text)).toBe(clean);
  });
});
