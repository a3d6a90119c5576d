import { View } from '@tarojs/components';
import { ApiError, sayError } from '@/platform/api-error';
import { Button } from './button';
import { Icon } from './icon';
import './empty-state.scss';

/** What failed and a way to try again. What may not be seen has no retry: it would not help. */
export function FailedState({ error, onRetry }: { error: unknown; onRetry: () => unknown }) {
  const code = error instanceof ApiError ? error.code : 'internal';
  const final = code === 'not_found' || code === 'forbidden';
  return (
    <View className="empty-state">
      <View className="empty-state__sign empty-state__sign--failed">
        <Icon name={code === 'offline' || code === 'timeout' ? 'offline' : 'warning'} size={72} colour="amber" />
      </View>
      <View className="empty-state__title">{final ? '打不开' : '没有加载出来'}</View>
      <View className="empty-state__text">{sayError(error)}</View>
      {!final && <Button label="重试" kind="plain" size="small" icon="refresh" onTap={onRetry} className="empty-state__action" />}
    </View>
  );
}
