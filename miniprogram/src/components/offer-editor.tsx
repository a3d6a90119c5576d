import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from './button';
import { Icon } from './icon';
import { lineFault, MOST_LINES, type OfferDraft, type OfferLine, withSku } from './offer-draft';
import './offer-editor.scss';
import { Select } from './select';
import { SkuPicker } from './sku-picker';
import { TextInput } from './text-input';

type Props = { offer: OfferDraft; onChange: (offer: OfferDraft) => void };

/** Goods with their quantities, which readers order with one tap. What each shop pays is its own price. */
export function OfferEditor({ offer, onChange }: Props) {
  const [picking, setPicking] = useState(false);
  const put = (skuId: number, change: Partial<OfferLine> | null) =>
    onChange({
      ...offer,
      lines: offer.lines.flatMap((line) => (line.skuId !== skuId ? [line] : change ? [{ ...line, ...change }] : [])),
    });
  return (
    <View className="offer-editor">
      {offer.lines.map((line) => (
        <Line key={line.skuId} line={line} onChange={(change) => put(line.skuId, change)} onDrop={() => put(line.skuId, null)} />
      ))}
      {offer.lines.length < MOST_LINES && (
        <View className="offer-editor__add">
          <Button
            kind="plain"
            size="small"
            icon="plus"
            label={offer.lines.length === 0 ? '选货' : '再加一种货'}
            onTap={() => setPicking(true)}
          />
        </View>
      )}
      {offer.lines.length > 0 && (
        <TextInput
          value={offer.title}
          maxLength={30}
          placeholder="给这套货起个名，选填"
          onChange={(title) => onChange({ ...offer, title })}
        />
      )}
      {picking && (
        <SkuPicker
          onClose={() => setPicking(false)}
          onSku={({ sku, productName }) => {
            setPicking(false);
            onChange(withSku(offer, sku, productName));
          }}
        />
      )}
    </View>
  );
}

function Line({ line, onChange, onDrop }: { line: OfferLine; onChange: (change: Partial<OfferLine>) => void; onDrop: () => void }) {
  const fault = lineFault(line);
  return (
    <View className="offer-editor__line">
      <View className="offer-editor__head">
        <View className="offer-editor__name">{line.name}</View>
        <View className="offer-editor__off" ariaRole="button" ariaLabel={`去掉 ${line.name}`} onClick={onDrop}>
          <Icon name="close" size={32} colour="secondary" />
        </View>
      </View>
      <View className="offer-editor__count">
        <View className="offer-editor__box">
          <TextInput kind="number" value={line.typed} maxLength={8} placeholder="数量" onChange={(typed) => onChange({ typed })} />
        </View>
        <View className="offer-editor__box">
          <Select
            options={line.units.map(({ name, factor }) => ({
              key: name,
              label: factor === 1 ? name : `${name}（${factor} ${line.units[0]?.name ?? ''}）`,
            }))}
            chosen={line.unit}
            onChange={(unit) => onChange({ unit })}
          />
        </View>
      </View>
      {fault && <View className="offer-editor__fault">{fault}</View>}
    </View>
  );
}
