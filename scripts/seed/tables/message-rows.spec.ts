import { fieldFault, fitField, sourceFault } from '@dianquan/shared/push-fields';
import { Calendar } from '../calendar';
import { Dice } from '../dice';
import type { Member, Story } from '../story/types';
import { messageRows } from './message-rows';

const calendar = new Calendar('2026-11-22');
const member = (id: number, changes: Partial<Member> = {}): Member =>
  ({
    id,
    account: { id: 1_000 + id },
    role: id % 3 === 0 ? 'owner' : 'clerk',
    status: 'active',
    joinedAt: calendar.at(-30, '10:00'),
    isKnown: false,
    ...changes,
  }) as Member;
const told = (members: Member[]) => messageRows({ members, calendar, dice: new Dice('messages') } as Story);

describe('what the people of the demo agreed to', () => {
  const members = Array.from({ length: 300 }, (_, i) => member(i + 1));
  const { push_template, push_consent, push_consent_entry } = told(members);

  it('adds up: the entries of each give what is left, and nobody was sent more than they agreed to', () => {
    const left = new Map<string, number>();
    for (const { account_id, template_id, delta } of push_consent_entry) {
      const key = `${account_id} ${template_id}`;
      left.set(key, (left.get(key) ?? 0) + Number(delta));
    }
    for (const { account_id, template_id, granted, sent } of push_consent) {
      expect(left.get(`${account_id} ${template_id}`)).toBe(Number(granted) - Number(sent));
      expect(Number(sent)).toBeLessThanOrEqual(Number(granted));
    }
    expect(push_consent.some(({ granted, sent }) => Number(granted) > Number(sent))).toBe(true);
    expect(push_consent.some(({ answer }) => answer === 'reject')).toBe(true);
  });

  it('has every entry once, and none ahead of the day', () => {
    const subjects = push_consent_entry.map(({ account_id, subject }) => `${account_id} ${subject}`);
    expect(new Set(subjects).size).toBe(subjects.length);
    for (const { at } of push_consent_entry) expect(Number(at)).toBeLessThan(calendar.now);
  });

  it('counts a person once, whatever shops they are in, and those who left not at all', () => {
    const twice = [member(1), member(2, { account: member(1).account }), member(3, { status: 'removed' })];
    expect(told(twice).push_consent.map(({ account_id }) => account_id)).toEqual([1_001, 1_001]);
  });

  it('is by templates that the server would take', () => {
    for (const { use_key, fields } of push_template) {
      for (const field of JSON.parse(String(fields))) {
        expect(sourceFault(use_key as 'order', field)).toBeNull();
        if (field.source === 'title')
          expect(fieldFault(field.key, fitField(field.key, '订单 DQ20261122-0001 有修改，请确认后继续'))).toBeNull();
      }
    }
    expect(new Set(push_template.map(({ active_key }) => active_key)).size).toBe(push_template.length);
  });
});
