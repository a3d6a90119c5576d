import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { ApiError } from './api-error';
import type { FileId, Input } from './contract';
import { fetchFile, type LocalFile } from './files';
import { absolute } from './server';

/** Lets a person pick pictures, made smaller by the phone; an empty list when none was picked. */
export async function choosePictures(most: number): Promise<LocalFile[]> {
  try {
    if (process.env.TARO_ENV === 'weapp') {
      const { tempFiles } = await Taro.chooseMedia({ count: most, mediaType: ['image'], sizeType: ['compressed'] });
      return tempFiles.map((file, at) => ({ path: file.tempFilePath, name: `picture-${at + 1}.jpg`, size: file.size }));
    }
    const { tempFiles } = await Taro.chooseImage({ count: most, sourceType: ['album', 'camera'] });
    return tempFiles.map((file, at) => ({ path: file.path, name: file.originalFileObj?.name ?? `picture-${at + 1}.jpg`, size: file.size }));
  } catch {
    return [];
  }
}

/** Full screen, to leaf through. */
export function viewPictures(urls: string[], at = 0): void {
  const whole = urls.map((url) => absolute(url));
  void Taro.previewImage({ urls: whole, current: whole[at] ?? whole[0] });
}

/** A picture that only an authorised call gives: a code, a poster. */
export function useFetchedPicture<Id extends FileId>(
  id: Id,
  input: Input<Id> | null,
): { src: string | null; error: ApiError | null; again: () => void } {
  const [state, set] = useState<{ src: string | null; error: ApiError | null }>({ src: null, error: null });
  const [tries, setTries] = useState(0);
  const key = input === null ? null : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` is there to fetch again
  useEffect(() => {
    if (key === null) return;
    let gone = false;
    set({ src: null, error: null });
    fetchFile(id, JSON.parse(key) as Input<Id>).then(
      (src) => gone || set({ src, error: null }),
      (error: ApiError) => gone || set({ src: null, error }),
    );
    return () => {
      gone = true;
    };
  }, [id, key, tries]);
  return { ...state, again: () => setTries((count) => count + 1) };
}

/** Keeps a picture in the phone's album; on h5 it is downloaded. False when the person said no. */
export async function keepPicture(src: string, name: string): Promise<boolean> {
  if (process.env.TARO_ENV === 'h5') {
    const link = document.createElement('a');
    link.href = src;
    link.download = name;
    link.click();
    return true;
  }
  try {
    await Taro.saveImageToPhotosAlbum({ filePath: src });
    return true;
  } catch {
    return false;
  }
}
