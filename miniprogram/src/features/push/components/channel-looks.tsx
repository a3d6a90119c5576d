import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { View } from '@tarojs/components';
import './channel-looks.scss';

/** What a person sees on the lock screen or in the chat, channel by channel, before the announcement is opened. */
export function ChannelLooks({ previews }: { previews: ChannelPreview[] }) {
  if (previews.length === 0) return null;
  return (
    <View className="channel-looks">
      {previews.map(({ channel, label, title, lines }) => (
        <View key={channel} className="channel-looks__one">
          <View className="channel-looks__channel">{label}里看到的样子</View>
          <View className="channel-looks__card">
            <View className="channel-looks__title">{title}</View>
            {lines.map((line) => (
              <View key={line.label} className="channel-looks__line">
                <View className="channel-looks__label">{line.label}</View>
                <View className="channel-looks__value">{line.value}</View>
              </View>
            ))}
          </View>
        </View>
      ))}
    </View>
  );
}
