import type { CustomField } from '@dianquan/shared/contract/shops';
import { SHOP_LEVELS, SHOP_STATUS_ZH, SHOP_STATUSES } from '@dianquan/shared/roles';
import type { RuleCondition } from '@dianquan/shared/segment-rule';
import { Chips } from '@/components/chips';
import { Skeleton } from '@/components/skeleton';
import { TokenInput } from '@/components/token-input';
import { useAnswer } from '@/platform/query';
import { useStaff } from '../api';
import { CustomEditor } from './custom-editor';
import { LastOrderEditor } from './last-order-editor';
import { RegionsEditor } from './regions-editor';
import { DaySpan, NumberSpan } from './spans';

type Props = { condition: RuleCondition; onChange: (condition: RuleCondition) => void; fields: readonly CustomField[] };

/** The right control for what a condition is about. */
export function ConditionEditor({ condition, onChange, fields }: Props) {
  switch (condition.field) {
    case 'level':
      return (
        <Chips
          several
          options={SHOP_LEVELS.map((level) => ({ key: level, label: `${level} 级` }))}
          chosen={condition.in}
          onChange={(chosen) => onChange({ ...condition, in: chosen })}
        />
      );
    case 'status':
      return (
        <Chips
          several
          options={SHOP_STATUSES.map((status) => ({ key: status, label: SHOP_STATUS_ZH[status] }))}
          chosen={condition.in}
          onChange={(chosen) => onChange({ ...condition, in: chosen })}
        />
      );
    case 'region':
      return <RegionsEditor codes={condition.in} onChange={(codes) => onChange({ ...condition, in: codes })} />;
    case 'trade':
      return <TradeEditor chosen={condition.in} onChange={(chosen) => onChange({ ...condition, in: chosen })} />;
    case 'tag':
      return <TagEditor chosen={condition.in} onChange={(chosen) => onChange({ ...condition, in: chosen })} />;
    case 'ownerStaff':
    case 'invitedBy':
      return <StaffEditor chosen={condition.in} onChange={(chosen) => onChange({ ...condition, in: chosen })} />;
    case 'joined':
      return <DaySpan from={condition.from} to={condition.to} onChange={(span) => onChange({ ...condition, ...span })} />;
    case 'lastOrder':
      return <LastOrderEditor condition={condition} onChange={onChange} />;
    case 'orders90d':
      return <NumberSpan min={condition.min} max={condition.max} unit="单" onChange={(span) => onChange({ ...condition, ...span })} />;
    case 'spend90d':
      return (
        <NumberSpan min={condition.min} max={condition.max} unit="元" money onChange={(span) => onChange({ ...condition, ...span })} />
      );
    case 'custom':
      return <CustomEditor condition={condition} onChange={onChange} field={fields.find(({ id }) => id === condition.id)} />;
  }
}

type Words = { chosen: string[]; onChange: (chosen: string[]) => void };

/** Trades are free words of the sheets; those of the newest shops are offered. */
function TradeEditor({ chosen, onChange }: Words) {
  const shops = useAnswer('shops.list', { query: { limit: 100 } }, { staleTime: 300_000 });
  const known = [...new Set(shops.data?.items.flatMap(({ trade }) => trade ?? []))];
  return <TokenInput chosen={chosen} onChange={onChange} known={known} placeholder="输入行业，如 五金店" />;
}

function TagEditor({ chosen, onChange }: Words) {
  const tags = useAnswer('shops.tags', {}, { staleTime: 60_000 });
  const known = tags.data?.items.slice(0, 60).map(({ tag }) => tag) ?? [];
  return <TokenInput chosen={chosen} onChange={onChange} known={known} placeholder="输入标签，如 电动工具" />;
}

function StaffEditor({ chosen, onChange }: { chosen: number[]; onChange: (chosen: number[]) => void }) {
  const staff = useStaff();
  if (staff.state === 'loading') return <Skeleton shape="line" count={3} />;
  const selling = staff.items.filter(({ id, roles }) => roles.includes('salesperson') || chosen.includes(id));
  return (
    <Chips
      several
      options={selling.map(({ id, name, disabledAt }) => ({ key: id, label: disabledAt ? `${name}（已停用）` : name }))}
      chosen={chosen}
      onChange={onChange}
    />
  );
}
