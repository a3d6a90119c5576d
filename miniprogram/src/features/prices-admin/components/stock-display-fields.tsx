import { SHOP_LEVELS } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Select } from '@/components/select';
import { useWholeList } from '@/platform/whole-list';
import { SHOWS, type StockDisplay, withFirst, withLevel, withSegment } from '../stock-display';
import './stock-display-fields.scss';

type Props = { display: StockDisplay; onChange: (display: StockDisplay) => void };

/** How much a shop is told of the stock: by its segments in this order, else by its level, else as all. */
export function StockDisplayFields({ display, onChange }: Props) {
  const segments = useWholeList('segments.list').items;
  const nameOf = (id: number) => segments.find((one) => one.id === id)?.name ?? '分群';
  const free = segments.filter(({ id }) => !display.segments.some(({ segmentId }) => segmentId === id));
  return (
    <>
      <Field label="门店看到的库存">
        <Chips options={SHOWS} chosen={[display.default]} onChange={([show]) => show && onChange({ ...display, default: show })} />
      </Field>
      {SHOP_LEVELS.map((level) => (
        <Field key={level} label={`${level} 级门店`}>
          <Select
            options={[{ key: 'default' as const, label: '同上' }, ...SHOWS]}
            chosen={display.levels.find((one) => one.level === level)?.show ?? 'default'}
            onChange={(show) => onChange(withLevel(display, level, show))}
          />
        </Field>
      ))}
      {display.segments.map(({ segmentId, show }, at) => (
        <Field
          key={segmentId}
          label={`分群 ${nameOf(segmentId)}`}
          hint={at === 0 ? '分群比等级优先；一家店在几个分群里，排在前面的算数' : undefined}
        >
          <Select options={SHOWS} chosen={show} onChange={(other) => onChange(withSegment(display, segmentId, other))} />
          <View className="stock-display-fields__acts">
            {at > 0 && <LinkText label="排到最前" onTap={() => onChange(withFirst(display, segmentId))} />}
            <LinkText label="去掉这一条" onTap={() => onChange(withSegment(display, segmentId, null))} />
          </View>
        </Field>
      ))}
      {free.length > 0 && (
        <Field label="给一个分群单独定" optional>
          <Select
            options={free.map(({ id, name }) => ({ key: id, label: name }))}
            chosen={null}
            placeholder="选分群"
            onChange={(id) => onChange(withSegment(display, id, display.default))}
          />
        </Field>
      )}
    </>
  );
}
