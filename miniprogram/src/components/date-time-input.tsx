import { clockOf, dayOf, instantFrom } from '@dianquan/shared/time-text';
import { Picker, View } from '@tarojs/components';
import { Choice } from './select';
import './date-time-input.scss';

type Props = { value: string | null; onChange: (instant: string) => void; from?: string };

/** A day and a time in China, by the platform's own wheels; the value is the instant as the API takes it. */
export function DateTimeInput({ value, onChange, from }: Props) {
  const day = value ? dayOf(value) : null;
  const clock = value ? clockOf(value) : null;
  const set = (newDay: string | null, newClock: string | null) => {
    const instant = instantFrom(newDay ?? dayOf(Date.now()), newClock ?? '09:00');
    if (instant) onChange(instant);
  };
  return (
    <View className="date-time-input">
      <Picker
        mode="date"
        value={day ?? dayOf(Date.now())}
        start={from ? dayOf(from) : undefined}
        onChange={(event) => set(event.detail.value, clock)}
        className="date-time-input__day"
      >
        <Choice text={day} placeholder="选日期" />
      </Picker>
      <Picker mode="time" value={clock ?? '09:00'} onChange={(event) => set(day, event.detail.value)} className="date-time-input__clock">
        <Choice text={clock} placeholder="选时间" />
      </Picker>
    </View>
  );
}

/** A calendar day, `2026-11-22`. */
export function DateInput({
  value,
  onChange,
  placeholder = '选日期',
}: {
  value: string | null;
  onChange: (day: string) => void;
  placeholder?: string;
}) {
  return (
    <Picker mode="date" value={value ?? dayOf(Date.now())} onChange={(event) => onChange(event.detail.value)}>
      <Choice text={value} placeholder={placeholder} />
    </Picker>
  );
}
