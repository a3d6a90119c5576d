import { View } from '@tarojs/components';
import { useState } from 'react';
import { Columns } from '@/components/columns';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { dayText, type Overview } from '../overview';
import './sales-report.scss';

/** The last thirty days beside each other; the one that is tapped says what it was, and leads to its lines. */
export function DaysChart({ days, onDay }: { days: Overview['days']; onDay: (day: string) => void }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = days.find(({ day }) => day === chosen) ?? days.at(-1);
  const [first, last] = [days[0], days.at(-1)];
  if (!shown || !first || !last) return null;
  return (
    <Section title={`近 ${days.length} 天`} flush>
      <View className="sales-report__chart">
        <Columns
          columns={days.map((one) => ({ key: one.day, value: one.fen, label: dayText(one) }))}
          chosen={shown.day}
          onChoose={setChosen}
          ends={[first.day.slice(5), last.day.slice(5)]}
        />
      </View>
      <Row
        title={dayText(shown)}
        text={shown.orders > 0 ? '点开看明细；点柱子换一天' : '点柱子换一天'}
        onTap={shown.orders > 0 ? () => onDay(shown.day) : undefined}
      />
    </Section>
  );
}
