import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { absolute } from '@/platform/server';
import { classes } from './class-names';
import { Icon } from './icon';
import './picture.scss';

type Props = {
  src: string | null | undefined;
  /** The frame's shape; `natural` keeps the picture's own. */
  shape?: 'square' | '5:4' | 'natural';
  alt?: string;
  onTap?: () => void;
  className?: string;
};

/** A picture in a frame that keeps its place while it loads and when it is missing. */
export function Picture({ src, shape = 'square', alt, onTap, className }: Props) {
  const [broken, setBroken] = useState(false);
  const whole = absolute(src);
  return (
    <View className={classes('picture', `picture--${shape.replace(':', '-')}`, className)} onClick={onTap} ariaLabel={alt}>
      {whole && !broken ? (
        <Image
          className="picture__image"
          src={whole}
          mode={shape === 'natural' ? 'widthFix' : 'aspectFill'}
          lazyLoad
          onError={() => setBroken(true)}
        />
      ) : (
        <View className="picture__missing">
          <Icon name="picture" size={56} colour="faint" />
        </View>
      )}
    </View>
  );
}
