import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { SwitchRow } from '@/components/switch-row';
import { TextInput } from '@/components/text-input';
import { StockDisplayFields } from '@/features/prices-admin/components/stock-display-fields';
import { type Figures, figureFault, figuresOf, settingsOf } from '@/features/prices-admin/settings-draft';
import { useAnswer, useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';

export default function TradeSettingsPage() {
  const answer = useAnswer('tradeSettings.get', undefined, { staleTime: 0 });
  // Never from an older copy: it would put back what a colleague has changed since.
  if (answer.data && answer.isFetchedAfterMount) return <SettingsForm settings={answer.data} />;
  return (
    <PageFrame>
      <AnswerView answer={{ ...answer, data: undefined }}>{() => null}</AnswerView>
    </PageFrame>
  );
}

/** How prices, stock and orders behave. */
function SettingsForm({ settings }: { settings: TradeSettings }) {
  const [draft, setDraft] = useState(settings);
  const [figures, setFigures] = useState(() => figuresOf(settings));
  const put = useCommand('tradeSettings.update', { refresh: ['tradeSettings.get', 'products.list', 'products.get'] });
  const read = settingsOf(figures);
  const set = (change: Partial<TradeSettings>) => setDraft((old) => ({ ...old, ...change }));
  const figure = (field: keyof Figures, label: string, unit: string, hint?: string) => (
    <Field label={label} error={figureFault(field, figures[field])} hint={hint}>
      <TextInput
        kind="decimal"
        value={figures[field]}
        unit={unit}
        maxLength={5}
        onChange={(typed) => setFigures((old) => ({ ...old, [field]: typed }))}
      />
    </Field>
  );
  const save = async () => {
    if (!read) return;
    await put.mutateAsync({ body: { ...draft, ...read } });
    toast('设置已保存');
  };
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button label="保存设置" disabled={read === null} busyLabel="正在保存…" onTap={save} />
        </ActionBar>
      }
    >
      <Section title="价格" flush>
        <SwitchRow
          title="默认用上次成交价"
          text="比等级价优先，专价还在它前面"
          on={draft.lastPriceDefault}
          onChange={(lastPriceDefault) => set({ lastPriceDefault })}
        />
        {draft.lastPriceDefault && figure('lastPriceMaxDays', '上次成交价管多久', '天')}
        {figure('guard', '标价或成本变动超过', '%', '超过后老价格先停用，等人确认')}
        <SwitchRow
          title="没加入也能看标价"
          text="关掉时，加入门店后才看得到价格"
          on={draft.pricesBeforeJoining === 'list'}
          onChange={(on) => set({ pricesBeforeJoining: on ? 'list' : 'hidden' })}
        />
      </Section>
      <Section title="库存" flush>
        <SwitchRow title="缺货也能订" text="到货后按下单先后发" on={draft.backOrders} onChange={(backOrders) => set({ backOrders })} />
        {figure('reservationMinutes', '没付款的订单留货', '分钟')}
        <StockDisplayFields display={draft.stockDisplay} onChange={(stockDisplay) => set({ stockDisplay })} />
      </Section>
      <Section title="退货" flush>
        {figure('returnDays', '发货后多少天内能退', '天', '0 就是不收退货，破损除外')}
        {figure('returnShare', '最多退买的', '%')}
      </Section>
      <Section title="报表" flush>
        {figure('orderedWithinDays', '看过公告多少天内下单算带来的', '天')}
      </Section>
    </PageFrame>
  );
}
