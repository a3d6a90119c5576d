import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import './fold-step.scss';

/** One of the steps on the page: folded it says what it holds, open it shows it. */
export function FoldStep({
  number,
  title,
  words,
  open,
  faulty,
  onToggle,
  children,
}: {
  number: number;
  title: string;
  words: string;
  open: boolean;
  faulty: boolean;
  onToggle: () => void;
  children: ReactNode;
}) {
  return (
    <View className="fold-step">
      <View className="fold-step__head" ariaRole="button" ariaLabel={open ? `${title}，收起` : `${title}，展开`} onClick={onToggle}>
        <View className={classes('fold-step__number', faulty && 'fold-step__number--faulty')}>{faulty ? '!' : number}</View>
        <View className="fold-step__names">
          <View className="fold-step__title">{title}</View>
          {!open && <View className="fold-step__words">{words}</View>}
        </View>
        <View className={classes('fold-step__arrow', open && 'fold-step__arrow--open')}>
          <Icon name="down" size={36} colour="secondary" />
        </View>
      </View>
      {open && <View className="fold-step__body">{children}</View>}
    </View>
  );
}
