import { View } from '@tarojs/components';
import { AttachmentRow } from '@/components/attachment-row';
import { Button } from '@/components/button';
import { chooseFile, upload } from '@/platform/files';
import type { DraftFile } from '../composition';
import './attachments-field.scss';

const KINDS = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx'];
const MOST = 9;

export function AttachmentsField({ files, onChange }: { files: DraftFile[]; onChange: (files: DraftFile[]) => void }) {
  const add = async () => {
    const file = await chooseFile(KINDS);
    if (!file) return;
    const { id, name, size, mime, url } = await upload('files.upload', file);
    onChange([...files, { id, name, size, mime, url }]);
  };
  return (
    <View className="attachments-field">
      {files.map((file) => (
        <AttachmentRow key={file.id} file={file} onRemove={() => onChange(files.filter(({ id }) => id !== file.id))} />
      ))}
      {files.length < MOST && (
        <Button
          kind="plain"
          size="small"
          icon="file"
          label="添加附件"
          busyLabel="正在上传…"
          onTap={add}
          className="attachments-field__add"
        />
      )}
    </View>
  );
}
