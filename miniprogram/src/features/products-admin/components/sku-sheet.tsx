import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { Sheet } from '@/components/sheet';
import { SwitchRow } from '@/components/switch-row';
import { TextInput } from '@/components/text-input';
import { type SkuDraft, skuFaults } from '../sku-draft';
import { PairList } from './pair-list';

/** Everything about one SKU: how it is counted, what it costs. */
export function SkuSheet({ sku, onClose, onSave }: { sku: SkuDraft; onClose: () => void; onSave: (sku: SkuDraft) => void }) {
  const [draft, setDraft] = useState(sku);
  const [tried, setTried] = useState(false);
  const faults = skuFaults(draft);
  const shown = tried ? faults : {};
  const set = (change: Partial<SkuDraft>) => setDraft((old) => ({ ...old, ...change, touched: true }));
  const base = draft.baseUnit || '个';
  const old = sku.id !== undefined;
  const unknown = old && !sku.costsKnown;
  const save = () => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    onSave(draft);
    onClose();
  };
  return (
    <Sheet open title={old ? '改规格' : '加规格'} onClose={onClose} foot={<Button label="好" onTap={save} />}>
      <View className="sheet-form">
        <Field label="编码" error={shown.code}>
          <TextInput value={draft.code} onChange={(code) => set({ code })} maxLength={40} />
        </Field>
        <Field label="规格" optional>
          <TextInput value={draft.spec} onChange={(spec) => set({ spec })} maxLength={60} placeholder="例如：5m 红色" />
        </Field>
        <Field label="条码" optional error={shown.barcode}>
          <TextInput kind="number" value={draft.barcode} onChange={(barcode) => set({ barcode })} maxLength={14} />
        </Field>
        <Field label="最小的单位" error={shown.baseUnit} hint="库存和价格都按它算">
          <TextInput value={draft.baseUnit} onChange={(baseUnit) => set({ baseUnit })} maxLength={8} placeholder="例如：把" />
        </Field>
        <Field label="大单位" optional error={shown.units}>
          <PairList
            pairs={draft.units.map(({ name, factor }) => [name, factor])}
            left={{ placeholder: '箱' }}
            right={{ placeholder: '12', unit: base, kind: 'number' }}
            most={5}
            add="加一个大单位"
            onChange={(pairs) => set({ units: pairs.map(([name, factor]) => ({ name, factor })) })}
          />
        </Field>
        <Field label="起订" error={shown.counts}>
          <TextInput kind="number" value={draft.minimum} unit={base} onChange={(minimum) => set({ minimum })} maxLength={8} />
        </Field>
        <Field label="每次加">
          <TextInput kind="number" value={draft.step} unit={base} onChange={(step) => set({ step })} maxLength={8} />
        </Field>
        <Field label="一次最多" optional>
          <TextInput
            kind="number"
            value={draft.maximum}
            unit={base}
            onChange={(maximum) => set({ maximum })}
            maxLength={8}
            placeholder="不限"
          />
        </Field>
        <Field label="标价" error={shown.list}>
          <TextInput kind="decimal" value={draft.list} unit={`元/${base}`} onChange={(list) => set({ list })} maxLength={11} />
        </Field>
        <Field label="成本价" optional error={shown.cost} hint={unknown ? '留空不改' : '只有自己人用来防亏，门店看不到'}>
          <TextInput kind="decimal" value={draft.cost} unit={`元/${base}`} onChange={(cost) => set({ cost })} maxLength={11} />
        </Field>
        <Field label="底价" optional error={shown.floor} hint={unknown ? '留空不改' : '任何价格都不会低于它'}>
          <TextInput kind="decimal" value={draft.floor} unit={`元/${base}`} onChange={(floor) => set({ floor })} maxLength={11} />
        </Field>
        <Field label="量大从优" optional error={shown.ladder}>
          <PairList
            pairs={draft.ladder.map(({ from, price }) => [from, price])}
            left={{ placeholder: '满多少', unit: base, kind: 'number' }}
            right={{ placeholder: '单价', unit: '元', kind: 'decimal' }}
            most={8}
            add="加一档"
            onChange={(pairs) => set({ ladder: pairs.map(([from, price]) => ({ from, price })) })}
          />
        </Field>
        <SwitchRow title="上架" on={draft.onSale} onChange={(onSale) => set({ onSale })} />
      </View>
    </Sheet>
  );
}
