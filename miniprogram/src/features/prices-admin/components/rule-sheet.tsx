import { fenFromText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { Choice, Select } from '@/components/select';
import { Sheet } from '@/components/sheet';
import { SkuPicker } from '@/components/sku-picker';
import { TextInput } from '@/components/text-input';
import { useAnswer } from '@/platform/query';
import { KIND_ZH, type NamedRule, permilleOf } from '../level-draft';

type Kind = NamedRule['kind'];
type Props = { categories: { key: number; label: string }[]; onClose: () => void; onAdd: (rule: NamedRule) => void };
const KINDS = (['category', 'brand', 'product', 'sku'] as const).map((key) => ({ key, label: KIND_ZH[key] }));

/** One rule of a level: about a category, a brand or a product a discount, about a single SKU a price. */
export function RuleSheet({ categories, onClose, onAdd }: Props) {
  const brands = useAnswer('brands.list').data?.items ?? [];
  const [kind, setKind] = useState<Kind>('category');
  const [category, setCategory] = useState<number | null>(null);
  const [brand, setBrand] = useState<string | null>(null);
  const [goods, setGoods] = useState<{ id: number; label: string } | null>(null);
  const [figure, setFigure] = useState('');
  const [picking, setPicking] = useState(false);
  const rule = ruleOf();

  function ruleOf(): NamedRule | null {
    if (kind === 'sku') {
      const fen = fenFromText(figure);
      return goods && fen !== null ? { kind, skuId: goods.id, fen, label: goods.label } : null;
    }
    const permille = permilleOf(figure);
    if (permille === null) return null;
    if (kind === 'product') return goods && { kind, productId: goods.id, permille, label: goods.label };
    if (kind === 'brand') return brand === null ? null : { kind, brand, permille, label: brand };
    const label = categories.find(({ key }) => key === category)?.label;
    return category === null || label === undefined ? null : { kind, categoryId: category, permille, label };
  }
  const change = (next: Kind) => {
    setKind(next);
    setGoods(null);
    setFigure('');
  };
  if (picking) {
    const take = (id: number, label: string) => {
      setGoods({ id, label });
      setPicking(false);
    };
    return kind === 'product' ? (
      <SkuPicker onClose={() => setPicking(false)} onProduct={({ id, name }) => take(id, name)} />
    ) : (
      <SkuPicker onClose={() => setPicking(false)} onSku={({ id, productName, spec }) => take(id, `${productName} ${spec}`.trim())} />
    );
  }
  return (
    <Sheet
      open
      title="加一条价格规则"
      onClose={onClose}
      foot={
        <Button
          label="加上"
          disabled={rule === null}
          onTap={() => {
            if (rule) onAdd(rule);
            onClose();
          }}
        />
      }
    >
      <View className="sheet-form">
        <Field label="针对">
          <Chips options={KINDS} chosen={[kind]} onChange={([one]) => one && change(one)} />
        </Field>
        <Field label={KIND_ZH[kind]}>
          {kind === 'category' && <Select options={categories} chosen={category} onChange={setCategory} />}
          {kind === 'brand' && (
            <Select options={brands.map(({ name }) => ({ key: name, label: name }))} chosen={brand} onChange={setBrand} />
          )}
          {(kind === 'product' || kind === 'sku') && <Choice text={goods?.label} placeholder="选货品" onTap={() => setPicking(true)} />}
        </Field>
        {kind === 'sku' ? (
          <Field label="价格" hint="按最小的单位">
            <TextInput kind="decimal" value={figure} onChange={setFigure} unit="元" maxLength={11} />
          </Field>
        ) : (
          <Field label="按标价的" hint="92.5 就是打 9.25 折">
            <TextInput kind="decimal" value={figure} onChange={setFigure} unit="%" maxLength={5} />
          </Field>
        )}
      </View>
    </Sheet>
  );
}
