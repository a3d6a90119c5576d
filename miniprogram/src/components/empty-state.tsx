import { View } from '@tarojs/components';
import { Button } from './button';
import { Icon, type IconName } from './icon';
import './empty-state.scss';

export type EmptyProps = {
  icon?: IconName;
  title: string;
  /** What could come next, in one sentence: an invitation, not an apology. */
  text?: string;
  action?: { label: string; onTap: () => unknown };
};

export function EmptyState({ icon = 'inbox', title, text, action }: EmptyProps) {
  return (
    <View className="empty-state">
      <View className="empty-state__sign">
        <Icon name={icon} size={72} colour="pine" />
      </View>
      <View className="empty-state__title">{title}</View>
      {text && <View className="empty-state__text">{text}</View>}
      {action && <Button label={action.label} kind="plain" size="small" onTap={action.onTap} className="empty-state__action" />}
    </View>
  );
}
