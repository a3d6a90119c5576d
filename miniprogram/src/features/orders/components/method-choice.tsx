import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import type { Answer } from '@/platform/contract';
import { METHOD_ZH, type Method } from '../words';
import './method-choice.scss';

type Check = Answer<'orders.check'>;

/** How to pay, each with what there is to know before one taps. */
export function MethodChoice({ check, method, onChange }: { check: Check; method: Method | null; onChange: (method: Method) => void }) {
  return (
    <>
      {check.methods.map((one) => (
        <View
          key={one}
          className="method-choice"
          ariaRole="radio"
          ariaLabel={one === method ? `${METHOD_ZH[one]}，已选` : METHOD_ZH[one]}
          onClick={() => onChange(one)}
        >
          <Icon name="wallet" size={44} colour={one === method ? 'pine' : 'secondary'} />
          <View className="method-choice__words">
            <View className={classes('method-choice__name', one === method && 'method-choice__name--on')}>{METHOD_ZH[one]}</View>
            <View className="method-choice__about">{aboutMethod(one, check)}</View>
          </View>
          {one === method && <Icon name="check" size={44} colour="pine" />}
        </View>
      ))}
    </>
  );
}

export function aboutMethod(method: Method, { credit, depositFen, totalFen }: Pick<Check, 'credit' | 'depositFen' | 'totalFen'>): string {
  if (method === 'wechat') return '下单后马上付款，付款后安排发货';
  if (method === 'offline') return '先转账或付现金，财务确认到账后发货';
  if (method === 'deposit') return depositFen < totalFen ? `余额 ${moneyText(depositFen)}，不够付这一单` : `余额 ${moneyText(depositFen)}`;
  if (!credit) return '月底对账后付款';
  const stands = credit.leftFen < 0 ? `已超额度 ${moneyText(-credit.leftFen)}` : `额度还剩 ${moneyText(credit.leftFen)}`;
  const left = `${stands}，账期 ${credit.termDays} 天`;
  return credit.over ? `${left}；超出部分要财务审核` : left;
}
