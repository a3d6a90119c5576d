import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { hasRole, useActor } from '@/features/session/use-actor';
import { StepCard } from '@/features/workflow/components/step-card';
import { STEPS } from '@/features/workflow/draft';
import { type CancelUntil, useWorkflow } from '@/features/workflow/use-workflow';
import type { Answer } from '@/platform/contract';
import { useAnswer } from '@/platform/query';
import './index.scss';

const UNTIL: { key: CancelUntil; label: string }[] = [
  { key: 'submitted', label: '审核前' },
  { key: 'approved', label: '财务审核前' },
  { key: 'finance_approved', label: '出库前' },
];

/** The workflow switchboard: the steps of an order, each with who, how long, and what it costs. */
export default function WorkflowPage() {
  const answer = useAnswer('orders.workflow', undefined, { staleTime: 0 });
  if (answer.data) return <Board key={answer.data.version} workflow={answer.data} />;
  return (
    <PageFrame>
      <AnswerView answer={answer}>{() => null}</AnswerView>
    </PageFrame>
  );
}

function Board({ workflow }: { workflow: Answer<'orders.workflow'> }) {
  const mayWrite = hasRole(useActor(), 'admin');
  const board = useWorkflow(workflow, mayWrite);
  return (
    <PageFrame
      bar={
        mayWrite && (
          <ActionBar note={board.note}>
            {board.changed && board.failed ? (
              <Button label="再算一次" busyLabel="正在算…" onTap={board.again} />
            ) : (
              <Button
                label="按新的流程走"
                disabled={!board.changed || board.faulty || !board.known}
                busyLabel="正在切换…"
                onTap={board.save}
              />
            )}
          </ActionBar>
        )
      }
    >
      {!mayWrite && <NoticeStrip>流程由管理员切换，这里看现在是怎么走的。</NoticeStrip>}
      {STEPS.map((step) => (
        <StepCard
          key={step}
          step={step}
          rule={board.draft[step]}
          hours={board.hours}
          hoursFailed={board.hoursFailed}
          mayWrite={mayWrite}
          onChange={(change) => board.set(step, change)}
        />
      ))}
      <Section flush>
        <Field label="门店自己能取消到哪一步" hint="再往后由内勤取消；出库以后不能取消">
          {mayWrite ? (
            <Select options={UNTIL} chosen={board.until} onChange={board.setUntil} />
          ) : (
            <View>{UNTIL.find(({ key }) => key === board.until)?.label}</View>
          )}
        </Field>
      </Section>
      <View className="workflow__set">
        {workflow.setBy ?? '系统'} 于 {dateTimeText(workflow.setAt)} 设定
      </View>
    </PageFrame>
  );
}
