import type { OrderView } from '@dianquan/shared/contract/orders';
import type { ReturnView } from '@dianquan/shared/contract/returns';
import { monthDayText } from '@dianquan/shared/time-text';

type Kind = ReturnView['kind'];
type Rule = OrderView['returnRule'];

const share = ({ sharePermille }: Rule) => `每种不超过所发的 ${sharePermille / 10}%`;
const daysOf = (kind: Kind, rule: Rule) => (kind === 'damage' ? rule.damageDays : rule.days);
const untilOf = (kind: Kind, rule: Rule) => (kind === 'damage' ? rule.damageUntil : rule.until);

/** Until when and how much, for who is about to ask. */
export function ruleWords(kind: Kind, rule: Rule): string {
  const until = untilOf(kind, rule);
  const time = `发货后 ${daysOf(kind, rule)} 天内${until === null ? '' : `（到 ${monthDayText(until)}）`}可申请`;
  return kind === 'damage' ? `到货破损的货，${time}，要有照片` : `没卖出的货，${time}，${share(rule)}`;
}

/** Why nothing of an order may come back in this way. */
export function whyNothing(kind: Kind, rule: Rule, now: number): string {
  const until = untilOf(kind, rule);
  if (until === null) return '货发出以后才能申请退换。';
  if (kind !== 'damage' && (rule.days === 0 || rule.sharePermille === 0)) return '供货商不收回没卖出的货，到货破损的可以申请。';
  if (now > Date.parse(until)) return `发货超过 ${daysOf(kind, rule)} 天，不能再申请。`;
  return kind === 'damage' ? '发出的货都已申请过。' : `没卖出的货${share(rule)}，没有还能退换的了。`;
}
