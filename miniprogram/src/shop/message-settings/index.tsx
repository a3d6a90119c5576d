import { View } from '@tarojs/components';
import { AnswerView } from '@/components/answer-view';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { SwitchRow } from '@/components/switch-row';
import { choose, useConsents, usePreferences } from '@/features/delivery/api';
import { ConsentRows } from '@/features/delivery/components/consent-rows';
import { openMessageSettings } from '@/platform/subscribe';
import { toast } from '@/platform/toast';
import './index.scss';

const CHOICES = [
  { choice: 'announcements', title: '公告', text: '新公告和提醒' },
  { choice: 'orders', title: '订单', text: '确认、发货、对账的进展' },
  { choice: 'community', title: '社区', text: '别人的评论和回复' },
] as const;

const showSettings = async () => {
  if (!(await openMessageSettings())) toast('请在微信里打开店圈再设置');
};

/** What reaches me outside the app: what I want, and how many messages WeChat may still hand me. */
export default function MessageSettingsPage() {
  const preferences = usePreferences();
  const consents = useConsents({ fresh: true }).data?.items ?? [];
  return (
    <PageFrame>
      <AnswerView answer={preferences} skeleton="row">
        {(chosen) => (
          <>
            <Section title="想收到什么" flush>
              {CHOICES.map(({ choice, title, text }) => (
                <SwitchRow key={choice} title={title} text={text} on={chosen[choice]} onChange={(on) => void choose(choice, on, chosen)} />
              ))}
            </Section>
            <View className="message-settings__note">关掉以后只在店圈的收件箱里看得到。</View>
            {consents.length > 0 && (
              <>
                <Section title="微信提醒" flush>
                  <ConsentRows consents={consents} />
                  <Row icon="settings" title="微信里的设置" text="查看“总是保持以上选择”，或重新打开" onTap={() => void showSettings()} />
                </Section>
                <View className="message-settings__note">
                  微信规定，同意一次只能收一条。询问时勾选“总是保持以上选择”，以后点一下就加一条，不再弹窗。
                </View>
              </>
            )}
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
