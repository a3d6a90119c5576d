import { useState } from 'react';
import type { Answer } from '@/platform/contract';
import { chooseFile, upload } from '@/platform/files';
import { useCommand } from '@/platform/query';
import type { Mapping } from './columns';

export type Sheet = Answer<'shops.readSheet'>;

/** A sheet is read first, its headers are said to be what, and only then does anything change. */
export function useImport(onStarted: (importId: number) => void) {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const start = useCommand('shops.import', { refresh: ['shops.imports'], onDone: ({ id }) => onStarted(id) });
  const choose = async () => {
    const file = await chooseFile(['xlsx', 'csv']);
    if (!file) return;
    const read = await upload('shops.readSheet', file);
    setSheet(read);
    setMapping(read.mapping);
  };
  return {
    sheet,
    mapping,
    setMapping,
    choose,
    start: () => (sheet ? start.mutateAsync({ body: { fileId: sheet.fileId, mapping } }) : undefined),
  };
}
