import { uniquePhone } from '../builders/unique';

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
  'paymentNote',
  'entryMemo',
] as const;
const PHONES = ['shopPhone', 'contactPhone', 'memberPhone'] as const;
export type Word = (typeof NAMES)[number] | (typeof PHONES)[number];
export type Words = Record<Word, string>;

/** Something to say in every place where a world says something, found nowhere else. */
export function wordsOf(prefix: string): Words {
  const texts = NAMES.map((name, i) => [name, `${prefix}${String(i).padStart(2, '0')}雀`]);
  const phones = PHONES.map((name) => [name, uniquePhone()]);
  return Object.fromEntries([...texts, ...phones]) as Words;
}
