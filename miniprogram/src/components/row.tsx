import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classes } from './class-names';
import { Dot } from './dot';
import { Icon, type IconName } from './icon';
import './row.scss';

type Props = {
  icon?: IconName;
  /** In place of the icon: a portrait, a picture. */
  lead?: ReactNode;
  title: ReactNode;
  /** Below the title, one line. */
  text?: ReactNode;
  /** At the right: a word, a figure, a tag. */
  value?: ReactNode;
  onTap?: () => void;
  /** The chosen one: said by weight. */
  strong?: boolean;
  /** Said by weight as well as by a dot. */
  unread?: boolean;
  danger?: boolean;
  /** Goods are told apart by how their names end, an address by its number: two lines each instead of one. */
  wrap?: boolean;
  /** Below everything, full width. */
  children?: ReactNode;
};

/** A cell of a list: at least 88 high, hairline below, an arrow when it leads somewhere. */
export function Row({
  icon,
  lead,
  title,
  text,
  value,
  onTap,
  strong = false,
  unread = false,
  danger = false,
  wrap = false,
  children,
}: Props) {
  return (
    <View
      className={classes('row', onTap && 'row--tappable', danger && 'row--danger', wrap && 'row--wrap')}
      onClick={onTap}
      ariaRole={onTap ? 'button' : undefined}
    >
      <View className="row__line">
        {lead ?? (icon && <Icon name={icon} size={44} colour={danger ? 'danger' : 'pine'} />)}
        <View className="row__words">
          <View className={classes('row__title', (strong || unread) && 'row__title--strong')}>
            {unread && (
              <View className="row__dot">
                <Dot />
              </View>
            )}
            {title}
          </View>
          {text && <View className="row__text">{text}</View>}
        </View>
        {value !== undefined && value !== null && <View className="row__value">{value}</View>}
        {onTap && <Icon name="right" size={28} colour="faint" />}
      </View>
      {children}
    </View>
  );
}
