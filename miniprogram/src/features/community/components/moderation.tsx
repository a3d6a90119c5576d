import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { Time } from '@/components/time';
import { usePages } from '@/platform/query';

const REASONS = ['广告', '与本社区无关', '不文明用语', '内容不实'];

/** A moderator says why; the author reads it. */
export function RemoveSheet({ onRemove, onClose }: { onRemove: (reason: string) => unknown; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <Sheet
      open
      onClose={onClose}
      title="移除这条动态"
      foot={<Button kind="danger" label="移除" disabled={reason.trim() === ''} onTap={() => onRemove(reason.trim())} />}
    >
      <Field label="原因" hint="作者会看到">
        <Chips options={REASONS.map((one) => ({ key: one, label: one }))} chosen={[reason]} onChange={([one]) => setReason(one ?? '')} />
      </Field>
      <Field label="或者写一句" optional>
        <TextInput value={reason} maxLength={100} onChange={setReason} />
      </Field>
    </Sheet>
  );
}

export function ViewersSheet({ postId, onClose }: { postId: number; onClose: () => void }) {
  const pages = usePages('posts.viewers', { params: { id: postId } });
  return (
    <Sheet open onClose={onClose} title="谁看过">
      <View>
        <PagedList
          pages={pages}
          keyOf={(viewer) => `${viewer.name}${viewer.viewedAt}`}
          row={(viewer) => <Row title={viewer.name} text={viewer.shopName ?? '供应商'} value={<Time at={viewer.viewedAt} />} />}
          empty={{ icon: 'eye', title: '还没有人看过', text: '发布后大家打开这条动态就会出现在这里。' }}
        />
      </View>
    </Sheet>
  );
}
