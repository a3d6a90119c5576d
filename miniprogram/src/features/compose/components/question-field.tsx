import { View } from '@tarojs/components';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { SwitchRow } from '@/components/switch-row';
import { TextInput } from '@/components/text-input';
import type { Composition, DraftQuestion } from '../composition';
import './question-field.scss';

const START: DraftQuestion = { text: '', answers: ['', ''], right: 0 };

/** Whether reading is enough: a tap that says "I know", or one question that shows it was understood. */
export function QuestionField({
  given,
  change,
  fault,
}: {
  given: Composition;
  change: (part: Partial<Composition>) => void;
  fault: string | null;
}) {
  const { question } = given;
  const set = (part: Partial<DraftQuestion>) => question && change({ question: { ...question, ...part } });
  return (
    <View className="question-field">
      <SwitchRow
        title="要点“我已知晓”"
        text="没点之前一直留在首页的待确认里"
        on={given.mustAcknowledge}
        onChange={(mustAcknowledge) => change({ mustAcknowledge })}
      />
      <SwitchRow
        title="出一道确认题"
        text="两个答案选一个，答对才算看懂"
        on={question !== null}
        onChange={(on) => change({ question: on ? START : null })}
      />
      {question && (
        <Field label="问题和两个答案" error={fault} hint="点选哪个是对的；门店看不到哪个对。">
          <View className="question-field__line">
            <TextInput value={question.text} maxLength={100} placeholder="如：新价格从哪天开始？" onChange={(text) => set({ text })} />
          </View>
          {([0, 1] as const).map((at) => (
            <View key={at} className="question-field__line">
              <View className="question-field__answer">
                <TextInput
                  value={question.answers[at]}
                  maxLength={40}
                  placeholder={at === 0 ? '答案一，如：12 月 1 日' : '答案二，如：12 月 15 日'}
                  onChange={(text) => set({ answers: at === 0 ? [text, question.answers[1]] : [question.answers[0], text] })}
                />
              </View>
              <Chips
                options={[{ key: at, label: '对的' }]}
                chosen={question.right === at ? [at] : []}
                onChange={() => set({ right: at })}
              />
            </View>
          ))}
        </Field>
      )}
    </View>
  );
}
