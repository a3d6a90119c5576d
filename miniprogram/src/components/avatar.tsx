import { Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { absolute } from '@/platform/server';
import './avatar.scss';

/** A portrait, or the last character of the name on a quiet colour that stays the same for that name. Shops are square. */
export function Avatar({
  url,
  name,
  size = 88,
  square = false,
}: {
  url?: string | null;
  name: string | null;
  size?: number;
  square?: boolean;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  const side = Taro.pxTransform(size);
  const src = absolute(url);
  const shape = square ? 'avatar avatar--square' : 'avatar';
  if (src && broken !== src)
    return (
      <Image className={shape} style={{ width: side, height: side }} src={src} mode="aspectFill" lazyLoad onError={() => setBroken(src)} />
    );
  const shown = name?.trim() ?? '';
  return (
    <View
      className={`${shape} avatar--tone-${tone(shown)}`}
      style={{ width: side, height: side, fontSize: Taro.pxTransform(Math.round(size * 0.42)) }}
    >
      {square ? shown.charAt(0) : shown.slice(-1) || '友'}
    </View>
  );
}

function tone(name: string): number {
  let sum = 0;
  for (const letter of name) sum += letter.charCodeAt(0);
  return sum % 5;
}
