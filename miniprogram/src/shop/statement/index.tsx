import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { useActor } from '@/features/session/use-actor';
import { ObjectionSheet } from '@/features/statements/components/objection-sheet';
import { StatementLines, StatementSums } from '@/features/statements/components/statement-lines';
import { useObjections } from '@/features/statements/use-objections';
import { ANSWER_ZH, monthText } from '@/features/statements/words';
import { saveFile } from '@/platform/files';
import { goTo, usePageId, usePageQuery } from '@/platform/navigation';
import { useAnswer, useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import './index.scss';

/** One month as both sides see it; the shop confirms it, or says which lines are wrong. */
export default function StatementPage() {
  const month = usePageQuery().month ?? '';
  const params = { shopId: usePageId('shopId'), month };
  const actor = useActor();
  const answer = useAnswer('statements.get', { params }, { staleTime: 0 });
  const reply = useCommand('statements.answer', { refresh: ['statements.get', 'statements.list'] });
  const objections = useObjections();
  const statement = answer.data;
  const mayAnswer =
    statement !== undefined && !statement.running && statement.answer.state !== 'confirmed' && actor?.member?.shopId === params.shopId;
  const editing = statement?.lines.find(({ id }) => id === objections.editing);

  const agree = async () => {
    const asked = {
      title: `确认${monthText(month)}对账单？`,
      loses: '确认后按月末欠款结算，之后的改动记在下个月。',
      action: '确认',
      danger: false,
    };
    if (!(await confirm(asked))) return;
    await reply.mutateAsync({ params, body: { confirm: true } });
    toast('已确认');
  };
  const object = async () => {
    await reply.mutateAsync({ params, body: { confirm: false, objections: objections.list } });
    objections.clear();
    toast('异议已提交，财务会联系您');
  };
  const wrong = objections.list.length;
  return (
    <PageFrame
      title={`${monthText(month)}对账单`}
      bar={
        mayAnswer && (
          <ActionBar note={wrong === 0 ? '不对的在那一笔下面点“这笔不对”' : undefined}>
            {wrong > 0 ? <Button label={`提出 ${wrong} 处异议`} onTap={object} /> : <Button label="确认无误" onTap={agree} />}
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="document">
        {(shown) => (
          <>
            {shown.running && <NoticeStrip icon="clock">本月还没有结束，月底后再确认</NoticeStrip>}
            <Section title={`${shown.shopName} · ${ANSWER_ZH[shown.answer.state]}${shown.answer.by ? `（${shown.answer.by}）` : ''}`}>
              <StatementSums statement={shown} />
            </Section>
            <Section title={`${shown.lines.length} 笔`} flush>
              <StatementLines
                lines={shown.lines}
                objectionOf={({ id, objection }) => objections.textOf(id) || (objection ?? '')}
                onObject={mayAnswer ? ({ id }) => objections.edit(id) : undefined}
                onOrder={(id) => goTo('order', { id })}
              />
            </Section>
            <View className="statement__export">
              <LinkText
                label="导出表格"
                onTap={() => void saveFile('statements.export', { params }, `${shown.shopName}${month}对账单.xlsx`).catch(toastError)}
              />
            </View>
          </>
        )}
      </AnswerView>
      {editing && (
        <ObjectionSheet
          title={`${editing.text} · ${dateTimeText(editing.at)}`}
          text={objections.textOf(editing.id) || (editing.objection ?? '')}
          onClose={() => objections.edit(null)}
          onTake={(text) => objections.set(editing.id, text)}
        />
      )}
    </PageFrame>
  );
}
