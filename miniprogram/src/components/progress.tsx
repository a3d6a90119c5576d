import { View } from '@tarojs/components';
import './progress.scss';

/** How far a job is, in words and as a bar. Without a total it says only how much is done. */
export function Progress({ saying, done, total }: { saying: string; done: number; total: number | null }) {
  const share = total ? Math.min(1, done / total) : 0;
  return (
    <View className="progress" ariaRole="progressbar">
      <View className="progress__words">{saying}</View>
      <View className="progress__track">
        <View
          className={total ? 'progress__fill' : 'progress__fill progress__fill--unknown'}
          style={total ? { width: `${share * 100}%` } : undefined}
        />
      </View>
    </View>
  );
}
