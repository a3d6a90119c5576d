import type { DeadLetter } from '@dianquan/shared/contract/delivery';
import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import './dead-letter-row.scss';

type Props = { letter: DeadLetter; onRetry: () => Promise<unknown>; onDrop: () => void };

/** What could not be done, why, and the two ways on. The reason is read in whole. */
export function DeadLetterRow({ letter, onRetry, onDrop }: Props) {
  const { title, topic, attempts, reason, createdAt, finishedAt } = letter;
  return (
    <View className="dead-letter-row">
      <View className="dead-letter-row__title">{title}</View>
      <View className="dead-letter-row__words">
        {dateTimeText(createdAt)} 开始，试了 {attempts} 次{finishedAt && `，${dateTimeText(finishedAt)} 停下`}
      </View>
      <View className="dead-letter-row__reason">{reason ?? '没有留下原因'}</View>
      <View className="dead-letter-row__words">{topic}</View>
      <View className="dead-letter-row__acts">
        <Button kind="quiet" size="small" label="放弃" onTap={onDrop} />
        <Button kind="plain" size="small" label="再试一轮" onTap={onRetry} />
      </View>
    </View>
  );
}
