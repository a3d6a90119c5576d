import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './action-bar.scss';

/** Fixed at the bottom: one primary `<Button>`, at most one quiet one before it, and a line above if the action needs a word. */
export function ActionBar({ note, children }: { note?: ReactNode; children: ReactNode }) {
  return (
    <View className="action-bar">
      {note && <View className="action-bar__note">{note}</View>}
      <View className="action-bar__actions">{children}</View>
    </View>
  );
}
