import { View } from '@tarojs/components';
import './dot.scss';

/** Something unseen; with a count when there is one to tell. Read aloud as such. */
export function Dot({ count }: { count?: number }) {
  if (count === 0) return null;
  if (count === undefined) return <View className="dot" ariaLabel="未读" />;
  return (
    <View className="dot dot--count" ariaLabel={`${count} 条未读`}>
      {count > 99 ? '99+' : count}
    </View>
  );
}
