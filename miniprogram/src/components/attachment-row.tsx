import { View } from '@tarojs/components';
import { useState } from 'react';
import { openAttachment } from '@/platform/files';
import { absolute } from '@/platform/server';
import { toastError } from '@/platform/toast';
import { Icon } from './icon';
import './attachment-row.scss';

export type AttachmentFile = { name: string; size: number; url: string };

/** A file that hangs on something: its name in full, its kind and size, opened by a tap. */
export function AttachmentRow({ file, onRemove }: { file: AttachmentFile; onRemove?: () => void }) {
  const [busy, setBusy] = useState(false);
  const open = () => {
    setBusy(true);
    openAttachment(absolute(file.url), file.name)
      .catch(toastError)
      .finally(() => setBusy(false));
  };
  return (
    <View className="attachment-row" ariaRole="button" onClick={busy ? undefined : open}>
      <Icon name="file" size={48} colour="pine" />
      <View className="attachment-row__words">
        <View className="attachment-row__name">{file.name}</View>
        <View className="attachment-row__size">{busy ? '正在打开…' : sizeText(file.size)}</View>
      </View>
      {onRemove ? (
        <View
          className="attachment-row__remove"
          ariaRole="button"
          ariaLabel={`去掉 ${file.name}`}
          onClick={(event) => {
            event.stopPropagation();
            onRemove();
          }}
        >
          <Icon name="close" size={32} colour="secondary" />
        </View>
      ) : (
        <Icon name="download" size={36} colour="secondary" />
      )}
    </View>
  );
}

/** 843 KB, 2.4 MB. */
export function sizeText(bytes: number): string {
  const kb = bytes / 1024;
  return kb < 1000 ? `${Math.max(1, Math.round(kb))} KB` : `${(kb / 1024).toFixed(1)} MB`;
}
