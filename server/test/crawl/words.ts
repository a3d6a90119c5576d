import { moneyText } from '@dianquan/shared/money';
import { unique, uniquePhone } from '../builders/unique';

const NAMES = [
  'managerName',
  'salesName',
  'shopName',
  'quietShopName',
  'code',
  'tag',
  'address',
  'contactName',
  'note',
  'fieldValue',
  'ownerName',
  'removedName',
  'pendingName',
  'quietMemberName',
  'friendName',
  'friendShopName',
  'segmentName',
  'communityName',
  'description',
  'rules',
  'campaign',
  'pictureName',
  'post',
  'checkedPost',
  'comment',
  'reason',
  'attachmentName',
  'draftFileName',
  'freeFileName',
  'title',
  'body',
  'draftTitle',
  'draftBody',
  'callNote',
  'importName',
  'importRow',
  'productName',
  'setTitle',
  'paymentNote',
  'entryMemo',
  'returnReason',
] as const;
const PHONES = ['shopPhone', 'contactPhone', 'memberPhone'] as const;
/** What goods cost the supplier, and below what it does not sell: no shop's business, not even of what is sold to it. */
const COST_NAMES = ['costFen', 'floorFen'] as const;
/** Fen that nothing else costs and nobody else owes. */
const FEN = ['shopPrice', 'lastPrice', 'orderFen', 'owedFen', 'depositFen', 'limitFen', 'paymentFen', 'returnFen', ...COST_NAMES] as const;
export type Word = (typeof NAMES)[number] | (typeof PHONES)[number] | (typeof FEN)[number];
export const COSTS: readonly Word[] = COST_NAMES;
export type Words = Record<Word, string>;

/** Something to say in every place where a world says something, found nowhere else. */
export function wordsOf(prefix: string): Words {
  const texts = NAMES.map((name, i) => [name, `${prefix}${String(i).padStart(2, '0')}雀`]);
  const phones = PHONES.map((name) => [name, uniquePhone()]);
  const fen = FEN.map((name) => [name, String(81_000_000 + unique() * 7_919)]);
  return Object.fromEntries([...texts, ...phones, ...fen]) as Words;
}

/** Whether a text says it: an amount also in yuan, as sheets and printed pages do. */
export function says(text: string, word: Word, { [word]: value }: Words): boolean {
  if (text.includes(value)) return true;
  if (!(FEN as readonly string[]).includes(word)) return false;
  const yuan = moneyText(Number(value)).replace(/^¥/, '');
  return [yuan, yuan.replace(/0$/, '')].some((written) => text.includes(written) || text.includes(written.replace(/,/g, '')));
}
