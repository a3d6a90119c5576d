import { ScrollView, View } from '@tarojs/components';
import { classes } from './class-names';
import { Dot } from './dot';
import './tab-strip.scss';

export type TabItem<K extends string> = { key: K; label: string; count?: number };

/** Views of one page, scrolling sideways when there are many; sticks below the navigation bar. */
export function TabStrip<K extends string>({ tabs, current, onChange }: { tabs: TabItem<K>[]; current: K; onChange: (key: K) => void }) {
  return (
    <ScrollView className="tab-strip" scrollX enhanced showScrollbar={false}>
      <View className="tab-strip__tabs">
        {tabs.map(({ key, label, count }) => (
          <View
            key={key}
            className={classes('tab-strip__tab', key === current && 'tab-strip__tab--current')}
            ariaRole="tab"
            onClick={() => onChange(key)}
          >
            {label}
            {count !== undefined && <Dot count={count} />}
          </View>
        ))}
      </View>
    </ScrollView>
  );
}
