import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classes } from './class-names';
import { Icon } from './icon';
import './section.scss';

/** A heading over a white card. `flush` lets rows reach its edges; `more` leads on from the heading. */
export function Section({
  title,
  more,
  flush = false,
  children,
  className,
}: {
  title?: ReactNode;
  more?: { label: string; onTap: () => void };
  flush?: boolean;
  children: ReactNode;
  className?: string;
}) {
  return (
    <View className={classes('section', className)}>
      {(title || more) && (
        <View className="section__head">
          <View className="section__title">{title}</View>
          {more && (
            <View className="section__more" ariaRole="button" onClick={more.onTap}>
              {more.label}
              <Icon name="right" size={28} colour="secondary" />
            </View>
          )}
        </View>
      )}
      <View className={classes('section__card', flush && 'section__card--flush')}>{children}</View>
    </View>
  );
}
