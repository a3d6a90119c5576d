import { View } from '@tarojs/components';
import { classes } from './class-names';
import './bar.scss';

type Props = {
  label: string;
  /** Written at the right: `987 家`. */
  figure: string;
  /** 0–1 of the longest. */
  share: number;
  /** The loss against the bar before, or another remark below. */
  note?: string;
  tone?: 'pine' | 'amber';
};

/** One bar of a funnel or a scoreboard: name and figure in words, the bar only to compare. */
export function Bar({ label, figure, share, note, tone = 'pine' }: Props) {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return (
    <View className="bar">
      <View className="bar__words">
        <View className="bar__label">{label}</View>
        <View className="bar__figure">{figure}</View>
      </View>
      <View className="bar__track">
        {width > 0 && <View className={classes('bar__fill', `bar__fill--${tone}`)} style={{ width: `${width}%` }} />}
      </View>
      {note && <View className="bar__note">{note}</View>}
    </View>
  );
}
