import { View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { NO_OFFER, type OfferDraft, offerBody, offerFault } from '@/components/offer-draft';
import { OfferEditor } from '@/components/offer-editor';
import { PageFrame } from '@/components/page-frame';
import { type PickedPicture, PicturePicker } from '@/components/picture-picker';
import { Section } from '@/components/section';
import { TextArea } from '@/components/text-area';
import { useForm } from '@/components/use-form';
import { reasonOf } from '@/features/community/components/comment-bar';
import { refreshFeeds } from '@/features/feed/use-like';
import { hasRole, useActor } from '@/features/session/use-actor';
import { ApiError } from '@/platform/api-error';
import type { Answer } from '@/platform/contract';
import { sendOnceAsIs } from '@/platform/intention';
import { back, usePageId } from '@/platform/navigation';
import { useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';
import './index.scss';

const EMPTY: { text: string; pictures: PickedPicture[]; offer: OfferDraft } = { text: '', pictures: [], offer: NO_OFFER };

/** Everything stays when it is refused: the reason stands above, the words and pictures where they were. */
export default function ComposePostPage() {
  const communityId = usePageId('communityId');
  const form = useForm(EMPTY, { draft: `post-${communityId}` });
  const [refusal, setRefusal] = useState<string | null>(null);
  const put = useCommand('orderSets.put', { refresh: ['orderSets.get'] });
  const mayOffer = hasRole(useActor(), 'manager', 'office', 'admin');
  // It is out, and only what it offers is still to be kept: a second tap must not post it twice.
  const posted = useRef<Answer<'posts.create'> | null>(null);
  const publish = async () => {
    const text = form.values.text.trim();
    if (text === '' && form.values.pictures.length === 0) {
      form.setFault('text', '写几句话，或者添加图片');
      return;
    }
    const fault = offerFault(form.values.offer);
    if (fault) return form.setFault('offer', fault);
    setRefusal(null);
    try {
      const fileIds = form.values.pictures.map(({ id }) => id);
      posted.current ??= await sendOnceAsIs('posts.create', String(communityId), { params: { communityId }, body: { text, fileIds } });
      const post = posted.current;
      refreshFeeds();
      if (mayOffer && form.values.offer.lines.length > 0)
        await put.mutateAsync({ params: { kind: 'post', subjectId: post.id }, body: offerBody(form.values.offer) });
      form.setAll(EMPTY);
      form.done();
      toast(post.state === 'checking' ? '图片检查中，通过后大家就能看到' : '已发布');
      back();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'content_refused') setRefusal(reasonOf(error));
      else {
        form.takeFaults(error);
        throw error;
      }
    }
  };
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button label="发布" busyLabel="正在发布…" onTap={publish} />
        </ActionBar>
      }
    >
      {refusal && <View className="compose-post__refusal">没有发出：{refusal}。改一下再发，已写的内容都在。</View>}
      <Section flush>
        <Field label="内容" error={form.fault('text')}>
          <TextArea
            value={form.values.text}
            maxLength={2000}
            placeholder="店里的新陈列、好卖的货、遇到的问题…"
            onChange={(text) => form.set('text', text)}
          />
        </Field>
        <Field label="图片" optional hint="最多九张" error={form.fault('fileIds')}>
          <PicturePicker pictures={form.values.pictures} onChange={(pictures) => form.set('pictures', pictures)} />
        </Field>
        {mayOffer && (
          <Field label="能直接订的货" optional hint="门店看完一键就能订，价格按各店自己的" error={form.fault('offer')}>
            <OfferEditor offer={form.values.offer} onChange={(offer) => form.set('offer', offer)} />
          </Field>
        )}
      </Section>
    </PageFrame>
  );
}
