import Switch from '@nutui/nutui-react-taro/dist/es/packages/switch/index';
import '@nutui/nutui-react-taro/dist/es/packages/switch/style/css';
import { View } from '@tarojs/components';
import { Icon, type IconName } from './icon';
import './switch-row.scss';

/** A yes or no that takes effect at once; the whole row is the target. */
export function SwitchRow({
  icon,
  title,
  text,
  on,
  onChange,
  disabled = false,
}: {
  icon?: IconName;
  title: string;
  text?: string;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <View
      className="switch-row"
      ariaRole="switch"
      ariaLabel={`${title}，${on ? '已开' : '已关'}`}
      onClick={disabled ? undefined : () => onChange(!on)}
    >
      {icon && <Icon name={icon} size={44} colour="pine" />}
      <View className="switch-row__words">
        <View className="switch-row__title">{title}</View>
        {text && <View className="switch-row__text">{text}</View>}
      </View>
      <View className="switch-row__switch">
        <Switch checked={on} disabled={disabled} />
      </View>
    </View>
  );
}
