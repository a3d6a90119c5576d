import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Icon } from '@/components/icon';
import { Picture } from '@/components/picture';
import { TextArea } from '@/components/text-area';
import { TextInput } from '@/components/text-input';
import { upload } from '@/platform/files';
import { choosePictures } from '@/platform/pictures';
import { choose, toastError } from '@/platform/toast';
import { type DraftBlock, newBlock, pictureBlock } from '../draft-blocks';
import './blocks-editor.scss';

const KIND_ZH = { heading: '小标题', text: '文字', list: '列表', picture: '图片' } as const;
const HINT = { text: '正文。**重点** 会加粗，==醒目== 会变色', list: '一行一条', heading: '小标题' } as const;
const MOST = 60;

/** The body, part by part; each can be moved, and taken away again. */
export function BlocksEditor({ blocks, onChange }: { blocks: DraftBlock[]; onChange: (blocks: DraftBlock[]) => void }) {
  const [sending, setSending] = useState(0);
  const replace = (block: DraftBlock) => onChange(blocks.map((old) => (old.key === block.key ? block : old)));
  const addPictures = async () => {
    const files = await choosePictures(Math.min(9, MOST - blocks.length));
    setSending(files.length);
    const added: DraftBlock[] = [];
    for (const file of files) {
      try {
        added.push(pictureBlock(await upload('files.upload', file)));
      } catch (error) {
        toastError(error);
      }
      setSending((left) => left - 1);
    }
    if (added.length > 0) onChange([...blocks, ...added]);
  };
  const arrange = async (at: number) => {
    const act = await choose([at > 0 && '上移', at < blocks.length - 1 && '下移', '删掉这段'].filter((one): one is string => Boolean(one)));
    if (act === '上移') onChange(moved(blocks, at, at - 1));
    if (act === '下移') onChange(moved(blocks, at, at + 1));
    if (act === '删掉这段') onChange(blocks.filter((_, other) => other !== at));
  };
  const isFull = blocks.length >= MOST;
  return (
    <View className="blocks-editor">
      {blocks.map((block, at) => (
        <View key={block.key} className="blocks-editor__block">
          <View className="blocks-editor__head">
            <View className="blocks-editor__kind">{KIND_ZH[block.type]}</View>
            <View className="blocks-editor__more" ariaRole="button" ariaLabel={`第 ${at + 1} 段的操作`} onClick={() => void arrange(at)}>
              <Icon name="more" size={36} colour="secondary" />
            </View>
          </View>
          <BlockControl block={block} onChange={replace} />
        </View>
      ))}
      {sending > 0 && <View className="blocks-editor__sending">正在上传 {sending} 张图片…</View>}
      <View className="blocks-editor__adds">
        {(['text', 'heading', 'list'] as const).map((type) => (
          <Button
            key={type}
            kind="plain"
            size="small"
            label={`添加${KIND_ZH[type]}`}
            disabled={isFull}
            onTap={() => onChange([...blocks, newBlock(type)])}
          />
        ))}
        <Button kind="plain" size="small" label="添加图片" disabled={isFull || sending > 0} onTap={addPictures} />
      </View>
    </View>
  );
}

function BlockControl({ block, onChange }: { block: DraftBlock; onChange: (block: DraftBlock) => void }) {
  if (block.type === 'picture')
    return (
      <View>
        <View className="blocks-editor__picture">
          <Picture src={block.picture.thumbUrl ?? block.picture.url} shape="5:4" alt={block.caption} />
        </View>
        <TextInput
          value={block.caption}
          maxLength={80}
          placeholder="图片说明，选填"
          onChange={(caption) => onChange({ ...block, caption })}
        />
      </View>
    );
  if (block.type === 'heading')
    return <TextInput value={block.typed} maxLength={80} placeholder={HINT.heading} onChange={(typed) => onChange({ ...block, typed })} />;
  return (
    <TextArea value={block.typed} maxLength={4000} placeholder={HINT[block.type]} onChange={(typed) => onChange({ ...block, typed })} />
  );
}

function moved(blocks: DraftBlock[], from: number, to: number): DraftBlock[] {
  const [block] = blocks.slice(from, from + 1);
  const others = blocks.filter((_, at) => at !== from);
  return block ? [...others.slice(0, to), block, ...others.slice(to)] : blocks;
}
