import { type ShareCard, shareOnH5 } from '@/platform/share';
import { Button } from './button';
import type { IconName } from './icon';

/** Sends the page's card to a chat. On a phone the card comes from `useShareCard` of the page; pass the same one here for h5. */
export function ShareButton({
  label,
  card,
  kind,
  size,
  icon = 'share',
}: {
  label: string;
  card: () => ShareCard;
  kind?: 'primary' | 'plain' | 'quiet';
  size?: 'large' | 'small';
  icon?: IconName;
}) {
  if (process.env.TARO_ENV === 'h5') return <Button label={label} kind={kind} size={size} icon={icon} onTap={() => shareOnH5(card())} />;
  return <Button label={label} kind={kind} size={size} icon={icon} native={{ openType: 'share' }} />;
}
