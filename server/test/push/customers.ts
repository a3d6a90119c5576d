import type { Person } from '../../../scripts/wechat-simulator/state/people';
import type { TestApp } from '../app';
import { buildGuest } from '../builders/account';
import { buildMember } from '../builders/member';
import { unique } from '../builders/unique';

/** Somebody with a phone, who may or may not have been here. */
export function buildPhone(t: TestApp, kind: 'wechat' | 'wecom' = 'wechat'): Person {
  return t.world.registerUser({ key: `${kind === 'wecom' ? 'staff' : 'person'}-${unique()}`, wecom: kind === 'wecom' });
}

/** Signs in by WeChat: from the second time on, when they have agreed, the platform's id of the person is known too. */
export async function signIn(t: TestApp, person: Person): Promise<string> {
  const { status, body } = await t.call('session.create', { body: { provider: 'wechat', code: t.world.issueLoginCode(person, 'wechat') } });
  if (status >= 300) throw new Error(`sign-in answered ${status}`);
  return body.token;
}

/** Somebody known here, who has agreed and may join. */
export async function buildKnownGuest(t: TestApp, person = buildPhone(t)): Promise<{ person: Person; accountId: number; token: string }> {
  const { accountId } = await buildGuest(t, { externalId: person.openid });
  return { person, accountId, token: await signIn(t, person) };
}

/** An owner who is a salesperson's customer in WeCom too. */
export async function buildCustomer(t: TestApp, userid: string, shopId?: number) {
  const person = buildPhone(t);
  const member = await buildMember(t, { shopId, openid: person.openid });
  await signIn(t, person);
  const relation = await t.world.customers.add(userid, person);
  await t.runJobs();
  return { ...member, person, relation };
}
