import { View } from '@tarojs/components';
import { Tag } from '@/components/tag';
import { type CustomField, typeText } from '../field-values';
import './field-row.scss';

type Props = { field: CustomField; onOpen: () => void; onUp?: () => unknown };

export function FieldRow({ field, onOpen, onUp }: Props) {
  const text = field.options.length > 0 ? `${typeText(field.type)}：${field.options.join('、')}` : typeText(field.type);
  return (
    <View className="field-row">
      <View className="field-row__words" ariaRole="button" onClick={onOpen}>
        <View className="field-row__head">
          <View className="field-row__label">{field.label}</View>
          {field.required && <Tag tone="amber">必填</Tag>}
        </View>
        <View className="field-row__text">{text}</View>
      </View>
      {onUp && (
        <View className="field-row__up" ariaRole="button" ariaLabel={`${field.label}上移`} onClick={() => void onUp()}>
          上移
        </View>
      )}
    </View>
  );
}
