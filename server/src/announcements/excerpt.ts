import type { Block } from './announcement.entity';

/** The first words of a body, for cards and lists. */
export function excerptOf(blocks: Block[]): string {
  const words = blocks
    .map((block) => (block.type === 'list' ? block.items.join('；') : block.type === 'picture' ? '' : block.text))
    .filter(Boolean)
    .join(' ')
    .replace(/\s+/g, ' ');
  const letters = [...words];
  return letters.length > 120 ? `${letters.slice(0, 119).join('')}…` : words;
}

/** Every file that a body, a cover and the attachments name. */
export function fileIdsOf(announcement: { blocks: Block[]; attachmentFileIds: number[]; coverFileId: number | null }): number[] {
  const pictures = announcement.blocks.flatMap((block) => (block.type === 'picture' ? [block.fileId] : []));
  return [
    ...new Set([...pictures, ...announcement.attachmentFileIds, ...(announcement.coverFileId === null ? [] : [announcement.coverFileId])]),
  ];
}
