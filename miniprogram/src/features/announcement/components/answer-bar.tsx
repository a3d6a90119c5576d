import { View } from '@tarojs/components';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { ApiError } from '@/platform/api-error';
import { callPhone } from '@/platform/call-phone';
import { open } from '@/platform/navigation';
import { toastError } from '@/platform/toast';
import { type Notice, useAcknowledge } from '../api';
import './answer-bar.scss';

/** What a reader can do: until it is answered, the question or 我已知晓 stands in place of everything else. */
export function AnswerBar({ notice }: { notice: Notice }) {
  const acknowledge = useAcknowledge(notice.id);
  const [wrong, setWrong] = useState(false);
  const answer = async (given?: 0 | 1) => {
    try {
      await acknowledge.mutateAsync({ params: { id: notice.id }, body: given === undefined ? {} : { answer: given } });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'answer_wrong') setWrong(true);
      else toastError(error);
    }
  };
  const { question, my, salesperson, button } = notice;
  if (question && my.understoodAt === null)
    return (
      <ActionBar
        even
        note={
          <View className="answer-bar">
            <View className="answer-bar__question">{question.text}</View>
            {wrong && <View className="answer-bar__wrong">答案不对，再看一遍公告就知道了</View>}
          </View>
        }
      >
        <Button kind="plain" label={question.answers[0]} onTap={() => answer(0)} />
        <Button kind="plain" label={question.answers[1]} onTap={() => answer(1)} />
      </ActionBar>
    );
  if (notice.mustAcknowledge && my.acknowledgedAt === null)
    return (
      <ActionBar>
        <Button label="我已知晓" busyLabel="正在确认…" onTap={() => answer()} busy={acknowledge.isPending} />
      </ActionBar>
    );
  if (!salesperson && !button) return null;
  return (
    <ActionBar>
      {salesperson && (
        <Button
          kind={button ? 'quiet' : 'plain'}
          icon="phone"
          label={button ? '打电话' : `打电话给 ${salesperson.name}`}
          onTap={() => callPhone(salesperson.phone)}
        />
      )}
      {button && <Button label={button.label} onTap={() => open(button.page)} />}
    </ActionBar>
  );
}
