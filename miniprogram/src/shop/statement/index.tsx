import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { hasRole, useActor } from '@/features/session/use-actor';
import { ObjectionSheet } from '@/features/statements/components/objection-sheet';
import { ReplySheet } from '@/features/statements/components/reply-sheet';
import { StatementLines, StatementSums } from '@/features/statements/components/statement-lines';
import { useStatement } from '@/features/statements/use-statement';
import { headText, monthText } from '@/features/statements/words';
import { saveFile } from '@/platform/files';
import { goTo, usePageId, usePageQuery } from '@/platform/navigation';
import { toastError } from '@/platform/toast';
import './index.scss';
import { momentText } from '@/platform/clock';

/** One month as both sides see it; the owner confirms it, or says which lines are wrong, and finance answers. */
export default function StatementPage() {
  const month = usePageQuery().month ?? '';
  const params = { shopId: usePageId('shopId'), month };
  const actor = useActor();
  const { answer, objections, agree, object, reply } = useStatement(params);
  const [replyingTo, setReplyingTo] = useState<number | null>(null);
  useDidShow(() => void answer.refetch());
  const statement = answer.data;
  const open = statement !== undefined && !statement.running && statement.answer.state !== 'confirmed';
  const mayAnswer = open && actor?.member?.shopId === params.shopId && actor.member.role === 'owner';
  const mayReply = open && hasRole(actor, 'finance', 'admin');
  const editing = statement?.lines.find(({ id }) => id === objections.editing);
  const replying = statement?.lines.find(({ id }) => id === replyingTo);
  const wrong = objections.list.length;
  const objecting = objections.changed && wrong > 0;
  return (
    <PageFrame
      title={`${monthText(month)}对账单`}
      bar={
        mayAnswer && (
          <ActionBar note={wrong === 0 ? '不对的在那一笔下面点“这笔不对”' : undefined}>
            {objecting ? <Button label={`提出 ${wrong} 处异议`} onTap={object} /> : <Button label="确认无误" onTap={agree} />}
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="document">
        {(shown) => (
          <>
            {shown.running && <NoticeStrip icon="clock">本月还没有结束，月底后再确认</NoticeStrip>}
            <Section title={headText(shown)}>
              <StatementSums statement={shown} />
            </Section>
            <Section title={`${shown.lines.length} 笔`} flush>
              <StatementLines
                lines={shown.lines}
                objectionOf={objections.textOf}
                onObject={mayAnswer ? ({ id }) => objections.edit(id) : undefined}
                onReply={mayReply ? ({ id }) => setReplyingTo(id) : undefined}
                onOrder={(id) => goTo(actor?.member?.shopId === params.shopId ? 'order' : 'officeOrder', { id })}
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
          title={`${editing.text} · ${momentText(editing.at)}`}
          text={objections.textOf(editing)}
          onClose={() => objections.edit(null)}
          onTake={(text) => objections.set(editing.id, text)}
        />
      )}
      {replying && (
        <ReplySheet
          title={`${replying.text} · ${momentText(replying.at)}`}
          objection={replying.objection ?? ''}
          text={replying.reply?.text ?? ''}
          onClose={() => setReplyingTo(null)}
          onSend={(text) => reply(replying.id, text)}
        />
      )}
    </PageFrame>
  );
}
