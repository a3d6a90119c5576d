import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { DateTimeInput } from '@/components/date-time-input';
import { Field } from '@/components/field';
import { SwitchRow } from '@/components/switch-row';
import { clockNow } from '@/platform/clock';
import type { StepProps } from './content-step';
import './time-step.scss';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WHEN = [
  { key: 'now', label: '现在就发' },
  { key: 'later', label: '定个时间' },
];
/** The next full hour after so long. */
const ahead = (span: number): string => new Date(Math.ceil((clockNow() + span) / HOUR) * HOUR).toISOString();

export function TimeStep({ given, change, faultOf }: StepProps) {
  const { publishAt, openUntil } = given;
  const now = new Date(clockNow()).toISOString();
  return (
    <View className="time-step">
      <Field label="什么时候发" error={faultOf('publishAt')}>
        <Chips
          options={WHEN}
          chosen={[publishAt === null ? 'now' : 'later']}
          onChange={([when]) => change({ publishAt: when === 'later' ? (publishAt ?? ahead(HOUR)) : null })}
        />
        {publishAt !== null && (
          <View className="time-step__when">
            <DateTimeInput value={publishAt} from={now} onChange={(at) => change({ publishAt: at })} />
          </View>
        )}
      </Field>
      <SwitchRow
        title="后来加入的门店也收到"
        text="发布后新进入这个范围的门店，在截止前补发"
        on={openUntil !== null}
        onChange={(on) => change({ openUntil: on ? ahead(7 * DAY) : null })}
      />
      {openUntil !== null && (
        <Field label="补发到" error={faultOf('openUntil')}>
          <DateTimeInput value={openUntil} from={now} onChange={(at) => change({ openUntil: at })} />
        </Field>
      )}
      <Field label="提醒未读">
        <View className="time-step__hint">发布后在阅读报告里点“提醒未读”，每天最多两次；业务员的电话清单会自动列出没看的人。</View>
      </Field>
    </View>
  );
}
