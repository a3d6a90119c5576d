/** What the page asks of the simulated platform and of the server's clock. */

/**
 * @typedef {{ key: string, name: string, provider: 'wechat' | 'wecom', role: string, place: string | null, group: 'staff' | 'shop' | 'stranger' }} Person
 * @typedef {{ path: string, query: Record<string, string>, scene: number }} Launch
 * @typedef {{ prepayId: string, description: string, totalFen: number }} Payment
 * @typedef {{ id: string, title: string, labels: string[] }} Template
 * @typedef {{ id: number, userKey: string, kind: 'subscribe' | 'wecom' | 'mass-task' | 'wecom-chat', app: string, title: string,
 *             lines: { label: string, value: string }[], at: number, msgid: string }} Notification
 * @typedef {{ title: string, path: string, imageUrl: string | null }} Card
 * @typedef {{ id: number, at: number, fromKey: string, card: Card | null, picture: string | null, text: string | null }} Message
 */

/** @param {string} path @param {string} [method] @param {object} [body] */
async function ask(path, method = 'GET', body) {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  }).catch(() => {
    throw new Error('连不上服务器，请看看它是不是还在运行');
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message ?? `服务器出错了（${response.status}）`);
  return answer;
}

const control = '/__wechat/control';
/** @param {string} key */
const user = (key) => `${control}/users/${encodeURIComponent(key)}`;

export const platform = {
  /** @returns {Promise<Person[]>} */
  people: async () => (await ask('/demo/people.json')).items,
  /** @returns {Promise<{ key: string }>} */
  newcomer: () => ask(`${control}/users`, 'POST', {}),
  /** @param {number} after @returns {Promise<Message[]>} */
  chat: async (after) => (await ask(`${control}/chat?after=${after}`)).items,
  /** @param {string} fromKey @param {object} card */
  post: (fromKey, card) => ask(`${control}/chat`, 'POST', { fromKey, card, room: { id: 'demo', type: 'group' } }),
  /** @param {number} id @param {string} userKey @returns {Promise<{ launch?: Launch, text?: string }>} */
  open: (id, userKey) => ask(`${control}/chat/${id}/openings`, 'POST', { userKey }),
  /** @param {string} picture a data URL @param {string} userKey @returns {Promise<{ launch?: Launch, text?: string }>} */
  scan: (picture, userKey) => ask(`${control}/scans`, 'POST', { picture, userKey, how: 'scan' }),
  /** @param {string} key @returns {Promise<{ phone: string, privacy: { needAuthorization: boolean, privacyContractName: string } }>} */
  user: (key) => ask(user(key)),
  /** @param {string} key @param {'agree' | 'disagree'} event */
  privacy: (key, event) => ask(`${user(key)}/privacy`, 'PUT', { event }),
  /** @param {string} key @param {boolean} refuse @returns {Promise<{ code?: string }>} */
  phoneCode: (key, refuse) => ask(`${user(key)}/phone-codes`, 'POST', { refuse }),
  /** @param {string} userKey @param {object} params @returns {Promise<{ errMsg: string | null, payment: Payment | null }>} */
  paymentRequest: (userKey, params) => ask(`${control}/pay/requests`, 'POST', { userKey, params }),
  /** @param {string} prepayId @param {boolean} agreed @returns {Promise<{ errMsg: string }>} */
  payment: (prepayId, agreed) =>
    ask(`${control}/pay/payments/${encodeURIComponent(prepayId)}/${agreed ? 'confirm' : 'cancel'}`, 'POST', {}),
  /**
   * Without answers it says what the sheet has to ask about, if anything.
   * @param {string} key @param {string[]} tmplIds @param {{ answers: Record<string, 'accept' | 'reject'>, keep: boolean }} [sheet]
   * @returns {Promise<{ errMsg: string | null, errCode?: number, ask?: Template[] }>}
   */
  subscription: (key, tmplIds, sheet) => ask(`${user(key)}/subscription-requests`, 'POST', { tmplIds, ...sheet }),
  /** @param {string} key @returns {Promise<Record<string, string>>} */
  keptSubscriptions: async (key) => (await ask(`${user(key)}/subscriptions`)).subscriptionsSetting.itemSettings,
  /** @param {string[]} keys @returns {Promise<Notification[]>} */
  notifications: async (keys) => (await ask(`${control}/notifications?userKeys=${keys.map(encodeURIComponent).join(',')}`)).items,
  /** @param {number} id @param {string} userKey @returns {Promise<{ launch?: Launch | null, url?: string }>} */
  openNotification: (id, userKey) => ask(`${control}/notifications/${id}/openings`, 'POST', { userKey }),
  /** @param {string} msgid @param {string} userKey */
  confirmMassTask: (msgid, userKey) => ask(`${control}/mass-tasks/${encodeURIComponent(msgid)}/confirmations`, 'POST', { userKey }),
  /** @returns {Promise<{ now: number }>} */
  clock: () => ask('/demo/clock.json'),
  /** @param {number} advanceMs @returns {Promise<{ now: number }>} */
  advance: (advanceMs) => ask('/demo/clock.json', 'POST', { advanceMs }),
};

/** As the app's router takes it; values stay encoded as the platform hands them over. @param {Launch} launch */
export function addressOf({ path, query }) {
  const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return `/${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
}
