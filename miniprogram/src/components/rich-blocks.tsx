import { Text, View } from '@tarojs/components';
import { viewPictures } from '@/platform/pictures';
import { classes } from './class-names';
import { Picture } from './picture';
import './rich-blocks.scss';

type Mark = { from: number; to: number; mark: 'bold' | 'accent' };
export type RichBlock =
  | { type: 'heading'; text: string }
  | { type: 'text'; text: string; marks?: Mark[] }
  | { type: 'list'; items: string[] }
  | { type: 'picture'; fileId: number; caption?: string; picture?: { url: string } };

/** A body made of blocks. Text is only ever text here: no mark-up of an author is interpreted. */
export function RichBlocks({ blocks }: { blocks: RichBlock[] }) {
  const pictures = blocks.flatMap((block) => (block.type === 'picture' && block.picture ? [block.picture.url] : []));
  return (
    <View className="rich-blocks">
      {blocks.map((block, at) => (
        // Blocks have no identity of their own, and a body is drawn whole.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Block key={at} block={block} onPicture={(url) => viewPictures(pictures, pictures.indexOf(url))} />
      ))}
    </View>
  );
}

function Block({ block, onPicture }: { block: RichBlock; onPicture: (url: string) => void }) {
  if (block.type === 'heading') return <View className="rich-blocks__heading">{block.text}</View>;
  if (block.type === 'text') {
    // Selectable text is a box of its own on a phone: one for the paragraph, so that its pieces flow as one.
    return (
      <Text className="rich-blocks__text" userSelect>
        {piecesOf(block.text, block.marks ?? []).map(({ text, from, marks }) => (
          <Text key={from} className={classes('rich-blocks__piece', ...marks.map((mark) => `rich-blocks__${mark}`))}>
            {text}
          </Text>
        ))}
      </Text>
    );
  }
  if (block.type === 'list') {
    return (
      <View className="rich-blocks__list">
        {block.items.map((item) => (
          <View key={item} className="rich-blocks__item">
            {item}
          </View>
        ))}
      </View>
    );
  }
  const url = block.picture?.url;
  return (
    <View className="rich-blocks__picture">
      <Picture src={url} shape="natural" alt={block.caption} onTap={url ? () => onPicture(url) : undefined} />
      {block.caption && <View className="rich-blocks__caption">{block.caption}</View>}
    </View>
  );
}

/** Cuts a text where marks begin and end; marks may overlap and reach beyond the text. */
export function piecesOf(text: string, marks: Mark[]): { text: string; from: number; marks: Mark['mark'][] }[] {
  const inside = (at: number) => Math.max(0, Math.min(text.length, at));
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ from, to }) => [inside(from), inside(to)])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => ({
    text: text.slice(from, cuts[at + 1]),
    from,
    marks: [...new Set(marks.filter((mark) => mark.from <= from && mark.to > from).map(({ mark }) => mark))],
  }));
}
