import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classes } from './class-names';
import './action-bar.scss';

type Props = {
  note?: ReactNode;
  /** None of the actions is the main one: the same width for each, below each other when they are long. */
  even?: boolean;
  children: ReactNode;
};

/** Fixed at the bottom: one primary `<Button>`, at most one quiet one before it, and a line above if the action needs a word. */
export function ActionBar({ note, even = false, children }: Props) {
  return (
    <View className="action-bar">
      {note && <View className="action-bar__note">{note}</View>}
      <View className={classes('action-bar__actions', even && 'action-bar__actions--even')}>{children}</View>
    </View>
  );
}
