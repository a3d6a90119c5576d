import { attempt, toast } from './element.mjs';
import { LockScreens } from './lock-screen.mjs';
import { Phone } from './phone.mjs';
import { addressOf, platform } from './platform.mjs';
import { Steps } from './steps.mjs';
import { photograph, Strip } from './strip.mjs';

/** @typedef {import('./platform.mjs').Person} Person */

const FIRST = ['sales-1', 'stranger-1', 'manager'];
const NEXT = ['owner-1', 'clerk-1', 'owner-2', 'sales-2', 'admin'];
const MOST = 6;
/** What is worth a line in the chat when somebody does it. */
const EVENTS = new Map([
  ['invitations.accept', '加入了'],
  ['announcements.publish', '发布了公告'],
  ['announcements.markRead', '看了公告'],
  ['announcements.acknowledge', '确认已知晓'],
  ['announcements.remind', '提醒了还没读的人'],
  ['posts.create', '发了一条动态'],
]);

const table = /** @type {HTMLElement} */ (document.querySelector('.table'));
const more = /** @type {HTMLButtonElement} */ (document.querySelector('#more'));
const newcomer = /** @type {HTMLButtonElement} */ (document.querySelector('#newcomer'));
const steps = new Steps();
const strip = new Strip({
  nameOf: (key) => people.find((person) => person.key === key)?.name ?? key,
  holders: () => phones.flatMap(({ id, person }) => (person ? [{ id, key: person.key, name: person.name }] : [])),
  enter: (id, { launch, text }) => {
    if (launch) phones.find((phone) => phone.id === id)?.open(addressOf(launch), launch.scene);
    else toast(`这里面没有小程序的入口：${text ?? ''}`);
  },
});
const lockScreens = new LockScreens({
  holders: () => phones.flatMap(({ id, person, bezel, bell }) => (person ? [{ id, key: person.key, bezel, bell }] : [])),
  enter: (id, { launch, url }) => {
    const phone = phones.find((one) => one.id === id);
    if (launch) phone?.open(addressOf(launch), launch.scene);
    else if (url) openAddress(phone, url);
  },
});
/** @type {Person[]} */
let people = [];
/** @type {Phone[]} */
let phones = [];
let made = 0;
let clockOffset = 0;

/** @param {Person} person */
function addPhone(person) {
  made += 1;
  /** @type {Phone} */
  const phone = new Phone(`phone${made}`, {
    pick: (key) => attempt(() => give(phone, find(key))),
    newcomer: () => attempt(async () => give(phone, await meet())),
    remove: phones.length < FIRST.length ? null : () => remove(phone),
  });
  phones.push(phone);
  phone.offer(people);
  // The chat lies between the first phone and the others.
  if (phones.length === 1) table.prepend(phone.element);
  else table.append(phone.element);
  give(phone, person);
  resize();
  if (phones.length > FIRST.length) phone.element.scrollIntoView({ inline: 'end', behavior: 'smooth' });
}

/** @param {Phone} phone */
function remove(phone) {
  phones = phones.filter((one) => one !== phone);
  phone.element.remove();
  settle();
}

/** @param {Phone} phone @param {Person} person */
function give(phone, person) {
  phone.give(person);
  settle();
}

/** Names, buttons and the address follow who holds the phones; a reload finds them again. */
function settle() {
  strip.refresh();
  more.disabled = phones.length >= MOST;
  const keys = phones.flatMap(({ person }) => (person ? [person.key] : []));
  history.replaceState(null, '', `?phones=${keys.join(',')}`);
}

/** @param {string} key */
function find(key) {
  const person = people.find((one) => one.key === key);
  if (!person) throw new Error(`没有这个人：${key}`);
  return person;
}

/** A page of ours opens in the phone; to other addresses only the way is told. @param {Phone | undefined} phone @param {string} url */
function openAddress(phone, url) {
  const { origin, hash } = new URL(url, location.href);
  if (origin === location.origin && hash.startsWith('#/')) phone?.open(hash.slice(1), 0);
  else toast(`这条消息打开的是：${url}`);
}

async function learnPeople() {
  people = await platform.people();
  for (const phone of phones) phone.offer(people);
  strip.refresh();
}

/** Somebody who has never been here. */
async function meet() {
  const { key } = await platform.newcomer();
  await learnPeople();
  return find(key);
}

/** @param {Phone} phone @param {import('./steps.mjs').Told & { title?: string, imageUrl?: string, requestId?: string, params?: object,
 *   tmplIds?: string[] }} told */
async function hear(phone, told) {
  const key = phone.person?.key ?? '';
  if (told.type === 'ready') phone.isUp(clockOffset);
  if (told.type === 'phone-number') await phone.answerPhone(told.requestId ?? '');
  if (told.type === 'payment') await phone.answerPayment(told.requestId ?? '', told.params ?? {});
  if (told.type === 'subscription') await phone.answerSubscription(told.requestId ?? '', told.tmplIds ?? []);
  if (told.type === 'code-shown' && told.imageUrl) strip.showCode(key, await photograph(told.imageUrl));
  if (told.type === 'share') {
    await platform.post(key, { title: told.title, path: told.path, imageUrl: told.imageUrl, withShareTicket: true });
    await strip.read();
  }
  const event = EVENTS.get(told.operation ?? '');
  if (event) {
    if (told.operation === 'invitations.accept') await learnPeople();
    strip.tell(`${phone.person?.name} ${event}`);
  }
  steps.hear(told);
}

window.addEventListener('message', (event) => {
  if (event.origin !== location.origin || event.data?.source !== 'dianquan') return;
  const phone = phones.find((one) => one.window === event.source && one.frame === event.data.frame);
  if (phone) void attempt(() => hear(phone, event.data));
});

more.addEventListener('click', () => {
  const held = new Set(phones.map(({ person }) => person?.key));
  const next = [...NEXT, ...people.map(({ key }) => key)].find((key) => !held.has(key) && people.some((one) => one.key === key));
  if (next) addPhone(find(next));
});

newcomer.addEventListener('click', () =>
  attempt(async () => {
    const person = await meet();
    const last = phones[phones.length - 1];
    if (phones.length < MOST || !last) addPhone(person);
    else give(last, person);
  }),
);

/** Three phones and the chat fill the window; more of them are reached by scrolling. */
function resize() {
  const across = (window.innerWidth - 48 - 228 - 20 * 3) / (3 * 414);
  const down = (window.innerHeight - 56 - 52 - 24) / 868;
  document.documentElement.style.setProperty('--scale', String(Math.max(0.5, Math.min(1, across, down))));
}
window.addEventListener('resize', resize);

const now = /** @type {HTMLOutputElement} */ (document.querySelector('.clock__now'));
const jump = /** @type {HTMLSelectElement} */ (document.querySelector('.clock__jump'));
const format = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 11月22日 周日 14:05 @param {number} at */
const timeOf = (at) => {
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.month}月${part.day}日 ${part.weekday} ${part.hour}:${part.minute}`;
};

/** @param {{ now: number }} clock */
function setClock(clock) {
  clockOffset = clock.now - Date.now();
  for (const phone of phones) phone.setClock(clockOffset);
  now.value = timeOf(clock.now);
}
jump.addEventListener('change', () =>
  attempt(async () => {
    const ms = Number(jump.value);
    jump.value = '';
    setClock(await platform.advance(ms));
    toast('时钟已拨快：服务器和模拟微信一起往前走，定时公告会按新的时间发出');
  }),
);
setInterval(() => {
  now.value = timeOf(Date.now() + clockOffset);
}, 10_000);

await attempt(async () => {
  resize();
  setClock(await platform.clock());
  await learnPeople();
  const asked = new URLSearchParams(location.search).get('phones')?.split(',') ?? FIRST;
  const known = asked.filter((key) => people.some((person) => person.key === key));
  const start = known.length > 0 ? known : people.slice(0, FIRST.length).map(({ key }) => key);
  for (const key of start.slice(0, MOST)) addPhone(find(key));
  if (phones.length === 0) toast('数据库里还没有人：先运行 npm run seed');
});
void strip.follow();
void lockScreens.follow();
