import { Button as Native, View } from '@tarojs/components';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Avatar } from '@/components/avatar';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { TextInput } from '@/components/text-input';
import { useForm } from '@/components/use-form';
import { useUpdateOwn } from '@/features/session/api';
import { useActor } from '@/features/session/use-actor';
import { upload } from '@/platform/files';
import { back } from '@/platform/navigation';
import { choosePictures } from '@/platform/pictures';
import { toast, toastError } from '@/platform/toast';
import './index.scss';

export default function EditProfilePage() {
  const actor = useActor();
  const form = useForm({ name: actor?.name ?? '' });
  const [portrait, setPortrait] = useState<{ id: number; url: string } | null>(null);
  const save = useUpdateOwn({ onError: form.takeFaults });
  const take = async (path: string | undefined) => {
    if (!path) return;
    try {
      const file = await upload('files.upload', { path, name: 'portrait.jpg', size: 0 });
      setPortrait({ id: file.id, url: file.picture?.thumbUrl ?? file.url });
    } catch (error) {
      toastError(error);
    }
  };
  const done = async () => {
    const name = form.values.name.trim();
    await save.mutateAsync({
      body: { ...(name && name !== actor?.name ? { name } : {}), ...(portrait ? { avatarFileId: portrait.id } : {}) },
    });
    toast('已保存');
    back();
  };
  const face = <Avatar url={portrait?.url ?? actor?.avatarUrl} name={form.values.name} size={160} />;
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button label="保存" busyLabel="正在保存…" onTap={done} />
        </ActionBar>
      }
    >
      <Section flush>
        <View className="edit-profile__face">
          {process.env.TARO_ENV === 'weapp' ? (
            <Native className="edit-profile__choose" openType="chooseAvatar" onChooseAvatar={(event) => void take(event.detail.avatarUrl)}>
              {face}
            </Native>
          ) : (
            <View onClick={() => void choosePictures(1).then(([file]) => take(file?.path))}>{face}</View>
          )}
          <View className="edit-profile__say">点头像更换</View>
        </View>
        <Field label="称呼" error={form.fault('name')} hint="显示给本店同事、业务员和社区">
          <TextInput
            kind="nickname"
            value={form.values.name}
            maxLength={30}
            onChange={(name) => form.set('name', name)}
            disabled={Boolean(actor?.staff)}
          />
        </Field>
      </Section>
    </PageFrame>
  );
}
