import type { PushSettingsView } from '@dianquan/shared/contract/delivery';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Row } from '@/components/row';
import { triedOf, unusedOf, withChannel, withEarlier } from '../settings-draft';
import './channel-order.scss';

type Props = Pick<PushSettingsView, 'channels' | 'known'> & { onChange: (channels: PushSettingsView['channels']) => void };

/** Which channels are tried, in which order. */
export function ChannelOrder({ channels, known, onChange }: Props) {
  const given = { channels };
  const labelOf = (name: string) => known.find(({ channel }) => channel === name)?.label ?? name;
  return (
    <>
      <Row title="收件箱" text="人人都有，不算打扰" value="总是" />
      {triedOf(given).map((channel, at) => (
        <Row
          key={channel}
          title={`${at + 1}. ${labelOf(channel)}`}
          value={
            <View className="channel-order__acts">
              {at > 0 && <Button kind="quiet" size="small" label="往前" onTap={() => onChange(withEarlier(given, channel))} />}
              <Button kind="quiet" size="small" label="不用" onTap={() => onChange(withChannel(given, channel, false))} />
            </View>
          }
        />
      ))}
      {unusedOf({ channels, known }).map(({ channel, label }) => (
        <Row
          key={channel}
          title={label}
          text="现在不用"
          value={<Button kind="quiet" size="small" label="用上" onTap={() => onChange(withChannel(given, channel, true))} />}
        />
      ))}
    </>
  );
}
