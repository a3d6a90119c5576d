import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Sheet } from '@/components/sheet';
import './steps.scss';

type Props = { privacy: { version: string; text: string }; onAgree: () => unknown; onLeave: () => void };

/** Told before anything is collected; saying no leaves one on the landing, nothing stored. */
export function ConsentStep({ privacy, onAgree, onLeave }: Props) {
  return (
    <Sheet open onClose={onLeave} title="隐私说明" foot={<Button label="同意并继续" onTap={onAgree} />}>
      {privacy.text.split('\n').map((line) => (
        <View key={line} className="join-steps__line">
          {line}
        </View>
      ))}
    </Sheet>
  );
}
