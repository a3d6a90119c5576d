import { PRIVACY_VERSION, privacyNotice } from '@dianquan/shared/privacy-notice';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Detail } from '@/components/detail';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { Time } from '@/components/time';
import { useSignedIn } from '@/features/session/use-actor';
import { saveFile } from '@/platform/files';
import { startOver } from '@/platform/navigation';
import { call } from '@/platform/request';
import { signOut } from '@/platform/session';
import { confirm, toast } from '@/platform/toast';
import './index.scss';

/** What is stored and why; export mine; erase me. */
export default function ConsentSettingsPage() {
  const { actor } = useSignedIn();
  const notice = privacyNotice('供应商');
  const erase = async () => {
    const sure = await confirm({
      title: '注销我的账号？',
      loses: '手机号、姓名、头像和您发的动态会立即删除，不能恢复；交易记录按法律要求保存。',
      action: '注销',
      danger: true,
    });
    if (!sure) return;
    await call('members.eraseOwn', { body: { confirm: true } });
    await signOut();
    toast('已注销');
    startOver('home');
  };
  return (
    <PageFrame>
      <Section title="我们保存什么，为什么">
        {notice.text.split('\n').map((line) => (
          <View key={line} className="consent-settings__line">
            {line}
          </View>
        ))}
      </Section>
      <Section flush>
        <Detail label="说明版本">{PRIVACY_VERSION}</Detail>
        <Detail label="我的同意">{actor?.consentedAt ? <Time at={actor.consentedAt} /> : '还没有同意'}</Detail>
        <Detail label="手机号">{actor?.phone ?? '没有提供'}</Detail>
      </Section>
      <View className="consent-settings__acts">
        <Button
          kind="plain"
          icon="download"
          label="导出我的数据"
          busyLabel="正在准备数据…"
          onTap={() => saveFile('members.exportOwn', undefined, '我的数据.json')}
        />
        {!actor?.staff && <Button kind="danger" label="注销账号" onTap={erase} />}
      </View>
    </PageFrame>
  );
}
