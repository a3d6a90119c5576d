import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import ICONS from '@/theme/icons.json';
import { COLOURS, type Colour } from '@/theme/tokens';
import { classes } from './class-names';
import './icon.scss';

export type IconName = keyof typeof ICONS;

/** One of the line icons, drawn as a background, which both platforms can do. `size` is in design pixels (750 wide). */
export function Icon({
  name,
  size = 40,
  colour = 'ink',
  filled = false,
  className,
}: {
  name: IconName;
  size?: number;
  colour?: Colour;
  filled?: boolean;
  className?: string;
}) {
  const side = Taro.pxTransform(size);
  return (
    <View
      className={classes('icon', className)}
      style={{ width: side, height: side, backgroundImage: `url("${picture(name, colour, filled)}")` }}
    />
  );
}

const drawn = new Map<string, string>();

function picture(name: IconName, colour: Colour, filled: boolean): string {
  const key = `${name} ${colour} ${filled}`;
  const known = drawn.get(key);
  if (known) return known;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="${filled ? COLOURS[colour] : 'none'}" stroke="${COLOURS[colour]}" stroke-width="${name === 'more' ? 3 : 2}" stroke-linecap="round" stroke-linejoin="round"><path d="${ICONS[name]}"/></svg>`;
  const uri = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  drawn.set(key, uri);
  return uri;
}
