/** Texts of the codes, as near as the sources give them. Callers may only compare codes, never these. */
const TEXTS: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40165: 'invalid weapp pagepath',
  40169: 'invalid length for scene, or the data is not json string',
  40212: 'invalid query',
  40226: 'code blocked',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43101: 'user refuse to accept the msg',
  43104: 'appid not match openid',
  43302: 'require POST method',
  44002: 'empty post data',
  45002: 'content size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit mustslower retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
  48002: 'api forbidden for corp or app',
  60111: 'userid not found',
  61010: 'user access record timed out',
  81013: 'user & party & tag all invalid',
  85401: 'invalid expire time',
  87014: 'risky content',
  301002: 'not allow to use this agent',
};

/** A refusal of the platform: HTTP 200 with this code in the body. */
export class PlatformError extends Error {
  constructor(
    readonly errcode: number,
    readonly text: string = TEXTS[errcode] ?? 'refused',
  ) {
    super(`${errcode} ${text}`);
  }
}
