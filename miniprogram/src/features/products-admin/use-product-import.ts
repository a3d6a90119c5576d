import { useState } from 'react';
import type { Answer } from '@/platform/contract';
import { chooseFile, upload } from '@/platform/files';
import { choosePictures } from '@/platform/pictures';
import { useCommand } from '@/platform/query';
import { toastError } from '@/platform/toast';
import type { Mapping } from './import-columns';

export type Sheet = Answer<'products.readSheet'>;

/** A sheet is read first, its headers are said to be what, pictures are laid beside it, and only then does anything change. */
export function useProductImport(onStarted: (importId: number) => void) {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [pictureFileIds, setPictures] = useState<number[]>([]);
  const start = useCommand('products.import', { refresh: ['products.imports'], onDone: ({ id }) => onStarted(id) });
  return {
    sheet,
    mapping,
    setMapping,
    pictures: pictureFileIds.length,
    choose: async () => {
      const file = await chooseFile(['xlsx', 'csv']);
      if (!file) return;
      const read = await upload('products.readSheet', file);
      setSheet(read);
      setMapping(read.mapping);
    },
    /** Found by their names, so on a phone they come out of a chat as files: pictures of the album have lost theirs. */
    addPictures: async () => {
      const files = process.env.TARO_ENV === 'h5' ? await choosePictures(200) : [await chooseFile(['jpg', 'jpeg', 'png', 'webp'])];
      for (const file of files) {
        if (!file) continue;
        try {
          const { id } = await upload('files.upload', file);
          setPictures((old) => [...old, id]);
        } catch (error) {
          toastError(error);
        }
      }
    },
    start: () => (sheet ? start.mutateAsync({ body: { fileId: sheet.fileId, mapping, pictureFileIds } }) : undefined),
  };
}
