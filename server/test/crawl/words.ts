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
/** Fen that nothing else costs. */
const PRICES = ['shopPrice'] as const;
export type Word = (typeof NAMES)[number] | (typeof PHONES)[number] | (typeof PRICES)[number];
export type Words = Record<Word, string>;

/** Something to say in every place where a world says something, found nowhere else. */
export function wordsOf(prefix: string): Words {
  const texts = NAMES.map((name, i) => [name, `${prefix}${String(i).padStart(2, '0')}雀`]);
  const phones = PHONES.map((name) => [name, uniquePhone()]);
  const prices = PRICES.map((name) => [name, String(81_000_000 + unique() * 7_919)]);
  return Object.fromEntries([...texts, ...phones, ...prices]) as Words;
}
