import type { AnnouncementView } from '@dianquan/shared/contract/announcements';
import type { PickedPicture } from '@/components/picture-picker';
import type { Answer } from '@/platform/contract';
import { readItems, readMarks, writeMarks } from './body-text';

/** A part of the body as it is typed: lists one item a line, marks as signs. `key` keeps its place on screen. */
export type DraftBlock =
  | { key: string; type: 'heading' | 'text' | 'list'; typed: string }
  | { key: string; type: 'picture'; picture: PickedPicture; caption: string };

type Block = AnnouncementView['blocks'][number];
type PictureBlock = Extract<Block, { picture: object }>;

export function draftBlock(block: Block, key: string): DraftBlock {
  if (block.type === 'heading') return { key, type: 'heading', typed: block.text };
  if (block.type === 'text') return { key, type: 'text', typed: writeMarks(block.text, block.marks) };
  if (block.type === 'list') return { key, type: 'list', typed: block.items.join('\n') };
  const picture = 'picture' in block ? picked(block.fileId, block.picture) : { id: block.fileId, url: '', thumbUrl: null };
  return { key, type: 'picture', picture, caption: block.caption ?? '' };
}

export function picked(id: number, picture: { url: string; thumbUrl: string | null }): PickedPicture {
  return { id, url: picture.url, thumbUrl: picture.thumbUrl };
}

let added = 0;
const newKey = () => {
  added += 1;
  return `added-${added}`;
};

export function newBlock(type: 'heading' | 'text' | 'list'): DraftBlock {
  return { key: newKey(), type, typed: '' };
}

export function pictureBlock(file: Pick<Answer<'files.upload'>, 'id' | 'url' | 'picture'>): DraftBlock {
  const picture = { id: file.id, url: file.picture?.url ?? file.url, thumbUrl: file.picture?.thumbUrl ?? null };
  return { key: newKey(), type: 'picture', picture, caption: '' };
}

/** The body as readers will see it; what is still empty is left out. */
export function richBlocks(blocks: readonly DraftBlock[]): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.type === 'picture') {
      const caption = block.caption.trim();
      const picture = { ...block.picture, width: null, height: null };
      return [{ type: 'picture', fileId: picture.id, picture, ...(caption ? { caption } : {}) }];
    }
    if (block.typed.trim() === '') return [];
    if (block.type === 'heading') return [{ type: 'heading', text: block.typed.trim() }];
    if (block.type === 'list') {
      const items = readItems(block.typed);
      return items.length > 0 ? [{ type: 'list', items }] : [];
    }
    const { text, marks } = readMarks(block.typed);
    return text === '' ? [] : [{ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) }];
  });
}

const EXCERPT = 120;
/** The first words of the body, as messages outside carry them. */
export function excerptOf(blocks: readonly DraftBlock[]): string {
  const words = richBlocks(blocks)
    .map((block) => (block.type === 'list' ? block.items.join('；') : block.type === 'picture' ? '' : block.text))
    .filter(Boolean)
    .join(' ')
    .replace(/\s+/g, ' ');
  const letters = Array.from(words);
  return letters.length > EXCERPT ? `${letters.slice(0, EXCERPT - 1).join('')}…` : words;
}

/** The body as the API takes it: a picture by its number alone. */
export function plainBlocks(blocks: readonly DraftBlock[]) {
  return richBlocks(blocks).map((block) => ('picture' in block ? withoutPicture(block) : block));
}

function withoutPicture({ picture: _, ...block }: PictureBlock) {
  return block;
}
