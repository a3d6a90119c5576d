import type { PushSettings, PushSettingsView } from '@dianquan/shared/contract/delivery';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { TextInput } from '@/components/text-input';
import { ChannelOrder } from '@/features/push/components/channel-order';
import { type Figures, figureFault, figuresOf, HOURS, quietWords, settingsOf } from '@/features/push/settings-draft';
import { useAnswer, useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';

export default function PushSettingsPage() {
  const answer = useAnswer('delivery.settings', undefined, { staleTime: 0 });
  // Never from an older copy: it would put back what a colleague has changed since.
  if (answer.data && answer.isFetchedAfterMount) return <SettingsForm settings={answer.data} />;
  return (
    <PageFrame>
      <AnswerView answer={{ ...answer, data: undefined }}>{() => null}</AnswerView>
    </PageFrame>
  );
}

/** When and how often people are told, and through what. */
function SettingsForm({ settings: { known, ...settings } }: { settings: PushSettingsView }) {
  const [draft, setDraft] = useState(settings);
  const [figures, setFigures] = useState(() => figuresOf(settings));
  const put = useCommand('delivery.setSettings', { refresh: ['delivery.settings', 'delivery.forecast'] });
  const whole = settingsOf(draft, figures);
  const set = (change: Partial<PushSettings>) => setDraft((old) => ({ ...old, ...change }));
  const figure = (field: keyof Figures, label: string, unit: string, hint: string) => (
    <Field label={label} error={figureFault(field, figures[field])} hint={hint}>
      <TextInput
        kind="number"
        value={figures[field]}
        unit={unit}
        maxLength={3}
        onChange={(typed) => setFigures((old) => ({ ...old, [field]: typed }))}
      />
    </Field>
  );
  const save = async () => {
    if (!whole) return;
    await put.mutateAsync({ body: whole });
    toast('设置已保存');
  };
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button label="保存设置" disabled={whole === null} busyLabel="正在保存…" onTap={save} />
        </ActionBar>
      }
    >
      <Section title="不打扰" flush>
        <Field label="安静时段从">
          <Select options={HOURS} chosen={draft.quietFrom} onChange={(quietFrom) => set({ quietFrom })} />
        </Field>
        <Field label="到" hint={quietWords(draft)}>
          <Select options={HOURS} chosen={draft.quietUntil} onChange={(quietUntil) => set({ quietUntil })} />
        </Field>
        {figure('weeklyCap', '一个人一周最多', '条', '订单和要确认的公告不算在内；0 就是不限')}
        {figure('mergeMinutes', '几分钟内的几条并成一条', '分钟', '如“3 条新公告”；0 就是不并')}
      </Section>
      <Section title="没读怎么办" flush>
        {figure('fallbackHours', '多久没读换下一个通道', '小时', '换到下面排在后面的那个')}
        {figure('callAfterHours', '多久没读列进电话清单', '小时', '只有要确认的公告；业务员会看到')}
      </Section>
      <Section title="通道先后" flush>
        <ChannelOrder channels={draft.channels} known={known} onChange={(channels) => set({ channels })} />
      </Section>
    </PageFrame>
  );
}
