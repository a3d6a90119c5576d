import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import type { Answer } from '@/platform/contract';
import { upload } from '@/platform/files';
import { choosePictures, viewPictures } from '@/platform/pictures';
import { absolute } from '@/platform/server';
import { toast, toastError } from '@/platform/toast';
import { Icon } from './icon';
import './picture-picker.scss';

export type PickedPicture = { id: number; url: string; thumbUrl: string | null };

/** Pictures that are sent up as soon as they are chosen; what it holds are finished uploads. */
export function PicturePicker({
  pictures,
  onChange,
  most = 9,
}: {
  pictures: PickedPicture[];
  onChange: (pictures: PickedPicture[]) => void;
  most?: number;
}) {
  const [sending, setSending] = useState(0);

  const add = async () => {
    const files = await choosePictures(most - pictures.length);
    if (files.length === 0) return;
    setSending(files.length);
    const done: PickedPicture[] = [];
    for (const file of files.slice(0, most - pictures.length)) {
      try {
        done.push(picked(await upload('files.upload', file)));
      } catch (error) {
        toastError(error);
      }
      setSending((count) => count - 1);
    }
    setSending(0);
    if (done.length > 0) onChange([...pictures, ...done]);
  };

  return (
    <View className="picture-picker">
      {pictures.map((picture, at) => (
        <View key={picture.id} className="picture-picker__cell">
          <Image
            className="picture-picker__image"
            src={absolute(picture.thumbUrl ?? picture.url)}
            mode="aspectFill"
            onClick={() =>
              viewPictures(
                pictures.map(({ url }) => url),
                at,
              )
            }
          />
          <View
            className="picture-picker__remove"
            ariaRole="button"
            ariaLabel={`去掉图片 ${at + 1}`}
            onClick={() => onChange(pictures.filter(({ id }) => id !== picture.id))}
          >
            <Icon name="close" size={28} colour="card" />
          </View>
        </View>
      ))}
      {Array.from({ length: sending }, (_, at) => at).map((at) => (
        <View key={`sending-${at}`} className="picture-picker__cell picture-picker__cell--sending">
          上传中…
        </View>
      ))}
      {pictures.length + sending < most && (
        <View
          className="picture-picker__cell picture-picker__cell--add"
          ariaRole="button"
          onClick={() => (sending > 0 ? toast('请等图片上传完') : void add())}
        >
          <Icon name="picture" size={56} colour="secondary" />
          <View className="picture-picker__word">添加图片</View>
        </View>
      )}
    </View>
  );
}

function picked(file: Answer<'files.upload'>): PickedPicture {
  return { id: file.id, url: file.picture?.url ?? file.url, thumbUrl: file.picture?.thumbUrl ?? null };
}
