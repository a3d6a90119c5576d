import { moneyText } from '@dianquan/shared/money';
import { Icon } from '@/components/icon';
import { Row } from '@/components/row';
import type { Answer } from '@/platform/contract';
import { METHOD_ZH, type Method } from '../words';

type Check = Answer<'orders.check'>;

/** How to pay, each with what there is to know before one taps. */
export function MethodChoice({ check, method, onChange }: { check: Check; method: Method | null; onChange: (method: Method) => void }) {
  return (
    <>
      {check.methods.map((one) => (
        <Row
          key={one}
          lead={<Icon name={one === method ? 'check' : 'wallet'} size={44} colour={one === method ? 'pine' : 'secondary'} />}
          title={METHOD_ZH[one]}
          text={aboutMethod(one, check)}
          strong={one === method}
          value={one === method ? '已选' : undefined}
          onTap={() => onChange(one)}
        />
      ))}
    </>
  );
}

export function aboutMethod(method: Method, { credit, depositFen, totalFen }: Pick<Check, 'credit' | 'depositFen' | 'totalFen'>): string {
  if (method === 'wechat') return '下单后马上付款，付款后安排发货';
  if (method === 'offline') return '先转账或付现金，财务确认到账后发货';
  if (method === 'deposit') return depositFen < totalFen ? `余额 ${moneyText(depositFen)}，不够付这一单` : `余额 ${moneyText(depositFen)}`;
  if (!credit) return '月底对账后付款';
  const left = `额度还剩 ${moneyText(credit.leftFen)}，账期 ${credit.termDays} 天`;
  return credit.over ? `${left}；超出部分要财务审核` : left;
}
