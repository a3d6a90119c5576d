import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Row } from '@/components/row';
import { Skeleton } from '@/components/skeleton';
import { SwitchRow } from '@/components/switch-row';
import { useWholeList } from '@/platform/whole-list';
import { NOBODY } from '../composition';
import type { AudienceCount } from '../use-audience-count';
import type { StepProps } from './content-step';
import './audience-step.scss';

type Props = StepProps & { count: AudienceCount; onPickShops: (which: 'shopIds' | 'excludeShopIds') => void };

/** Segments and single shops, less segments and single shops, with the number of them alive below. */
export function AudienceStep({ given, change, faultOf, count, onPickShops }: Props) {
  const { audience } = given;
  const segments = useWholeList('segments.list');
  const excluded = audience.excludeSegmentIds.length + audience.excludeShopIds.length;
  const [excluding, setExcluding] = useState(excluded > 0);
  const set = (part: Partial<typeof audience>) => change({ audience: { ...audience, ...part } });
  const options = segments.items.map(({ id, name, shops }) => ({ key: id, label: `${name} ${countText(shops)}` }));
  return (
    <View className="audience-step">
      <SwitchRow
        title="所有已加入的门店"
        on={audience.everyone}
        onChange={(everyone) => set(everyone ? { everyone, segmentIds: [], shopIds: [] } : { everyone })}
      />
      {!audience.everyone && (
        <>
          <Field label="分群，可多选" error={faultOf('audience')} hint="数字是分群里的门店数，还没人加入的店收不到；同一家店只会收到一次。">
            {segments.state === 'loading' ? (
              <Skeleton shape="line" count={2} />
            ) : (
              <Chips several options={options} chosen={audience.segmentIds} onChange={(segmentIds) => set({ segmentIds })} />
            )}
          </Field>
          <Row icon="shop" title="再加几家门店" value={countWords(audience.shopIds.length)} onTap={() => onPickShops('shopIds')} />
        </>
      )}
      {excluding ? (
        <>
          <Field label="不发给这些分群">
            <Chips
              several
              options={options.filter(({ key }) => !audience.segmentIds.includes(key))}
              chosen={audience.excludeSegmentIds}
              onChange={(excludeSegmentIds) => set({ excludeSegmentIds })}
            />
          </Field>
          <Row
            icon="minus"
            title="不发给这几家门店"
            value={countWords(audience.excludeShopIds.length)}
            onTap={() => onPickShops('excludeShopIds')}
          />
        </>
      ) : (
        <View className="audience-step__exclude">
          <LinkText label="排除一部分门店" onTap={() => setExcluding(true)} />
          {JSON.stringify(audience) !== JSON.stringify(NOBODY) && <LinkText label="清空" onTap={() => change({ audience: NOBODY })} />}
        </View>
      )}
      <View className="audience-step__count">{count.words}</View>
    </View>
  );
}

function countWords(shops: number): string {
  return shops === 0 ? '没有' : `${countText(shops)} 家`;
}
