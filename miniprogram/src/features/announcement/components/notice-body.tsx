import { View } from '@tarojs/components';
import { AttachmentRow } from '@/components/attachment-row';
import { RichBlocks } from '@/components/rich-blocks';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import type { Notice } from '../api';
import './notice-body.scss';

const CATEGORY_ZH = { new_product: '新品', promotion: '促销', policy: '政策', notice: '通知' } as const;

export function NoticeBody({
  notice,
}: {
  notice: Pick<Notice, 'title' | 'category' | 'author' | 'blocks' | 'attachments' | 'correctedAt' | 'correctionNote'> & {
    publishedAt: string | null;
  };
}) {
  return (
    <View className="notice-body">
      <View className="notice-body__title">{notice.title}</View>
      <View className="notice-body__meta">
        <Tag tone={notice.category === 'promotion' ? 'amber' : 'pine'}>{CATEGORY_ZH[notice.category]}</Tag>
        <View className="notice-body__author">{notice.author}</View>
        {notice.publishedAt && <Time at={notice.publishedAt} />}
      </View>
      {notice.correctedAt && (
        <View className="notice-body__corrected">已更正{notice.correctionNote ? `：${notice.correctionNote}` : ''}</View>
      )}
      <RichBlocks blocks={notice.blocks} />
      {notice.attachments.length > 0 && (
        <View className="notice-body__files">
          <View className="notice-body__files-title">附件</View>
          {notice.attachments.map((file) => (
            <AttachmentRow key={file.id} file={file} />
          ))}
        </View>
      )}
    </View>
  );
}
