import { ScrollView, View } from '@tarojs/components';
import { useState } from 'react';
import { useAnswer } from '@/platform/query';
import { readStored, store } from '@/platform/storage';
import { Button } from './button';
import { FailedState } from './failed-state';
import { Row } from './row';
import { Choice } from './select';
import { Sheet } from './sheet';
import { Skeleton } from './skeleton';
import './region-picker.scss';

export type Region = { code: string; name: string };
/** Digits of a street's code: below it there is nothing to ask for. */
const DEEPEST = 9;
/** Where somebody was last: the next region is mostly next door. */
const KEY = 'region-way';

type Props = { value: Region | null; onChange: (region: Region) => void; placeholder?: string };

/** Province, city, district, street, as deep as one knows; any level may be taken. */
export function RegionPicker({ value, onChange, placeholder = '选择区域' }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Choice text={value?.name} placeholder={placeholder} onTap={() => setOpen(true)} />
      <RegionSheet
        open={open}
        onClose={() => setOpen(false)}
        onTake={(region) => {
          setOpen(false);
          onChange(region);
        }}
      />
    </>
  );
}

/** Goes down level by level; the way taken stands on top and leads back. */
export function RegionSheet({ open, onClose, onTake }: { open: boolean; onClose: () => void; onTake: (region: Region) => void }) {
  const [way, setWay] = useState<Region[]>(() => readStored<Region[]>(KEY) ?? []);
  const here = way.at(-1);
  const below = useAnswer('regions.list', here ? { query: { parent: here.code } } : {}, {
    enabled: open && (here?.code.length ?? 0) < DEEPEST,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const take = (chosen: Region[]) => {
    const parents = chosen.slice(0, -1);
    store(KEY, parents);
    setWay(parents);
    onTake({ code: chosen.at(-1)?.code ?? '', name: chosen.map((region) => region.name).join('') });
  };
  const step = (region: Region) => (region.code.length < DEEPEST ? setWay([...way, region]) : take([...way, region]));
  return (
    <Sheet open={open} onClose={onClose} title="选择区域" foot={here && <Button label={`就选${here.name}`} onTap={() => take(way)} />}>
      <ScrollView className="region-picker__way" scrollX>
        <View className="region-picker__steps">
          <View className="region-picker__step" ariaRole="button" onClick={() => setWay([])}>
            全国
          </View>
          {way.map((region, at) => (
            <View key={region.code} className="region-picker__step" ariaRole="button" onClick={() => setWay(way.slice(0, at + 1))}>
              › {region.name}
            </View>
          ))}
        </View>
      </ScrollView>
      <View className="region-picker__rows">
        {below.isError ? (
          <FailedState error={below.error} onRetry={below.refetch} />
        ) : below.data ? (
          below.data.items.map((region) => <Row key={region.code} title={region.name} onTap={() => step(region)} />)
        ) : (
          <Skeleton shape="line" />
        )}
      </View>
    </Sheet>
  );
}
