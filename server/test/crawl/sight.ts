import type { OperationId } from '@dianquan/shared/routes';
import type { Word } from './words';
import { STRANGERS, type Stranger, type Thing } from './worlds';

/** What of another's world somebody may see after all, by their work. What is not here does not exist for them. */
type Sight = { things: Thing[]; kinds: Stranger[]; because: string };

const SIGHTS: Sight[] = [
  {
    things: ['community', 'post', 'checkedPost', 'postFile', 'comment'],
    kinds: ['sales', 'manager'],
    because: 'staff see every open community',
  },
  {
    things: ['announcement', 'announcementFile', 'segment'],
    kinds: ['sales', 'manager'],
    because: 'salespeople follow what is out, to whom',
  },
  { things: ['draft', 'draftFile'], kinds: ['manager'], because: 'drafts are the makers’ together' },
  { things: ['invitation'], kinds: ['manager'], because: 'a manager answers for the invitations of staff' },
  {
    things: ['product', 'sku'],
    kinds: ['guest', 'formerly', 'pending', 'sales', 'manager'],
    because: 'a product is hidden from the shops of a segment; who is in none sees it',
  },
  { things: ['staff'], kinds: ['sales', 'manager'], because: 'colleagues know each other: the scoreboard names them' },
  { things: ['job', 'field'], kinds: ['sales', 'manager'], because: 'progress without content, and columns that all shops share' },
];

export function maySee(kind: Stranger, thing: Thing): boolean {
  return SIGHTS.some(({ things, kinds }) => things.includes(thing) && kinds.includes(kind));
}

type Reader = Stranger | 'anonymous';
type Secret = Word | `own ${Word}`;
/** What of another's words somebody may come to read, and where. */
type Told = { words: Secret[]; kinds: readonly Reader[]; at?: OperationId; because: string };

const STAFF: Stranger[] = ['sales', 'manager'];
const TOLD: Told[] = [
  {
    words: ['communityName', 'description', 'rules', 'post', 'checkedPost', 'pictureName', 'comment', 'ownerName', 'shopName'],
    kinds: STAFF,
    because: 'staff read every community, and who wrote there',
  },
  { words: ['title', 'body', 'attachmentName', 'segmentName'], kinds: STAFF, because: 'salespeople follow what is out, to whom' },
  { words: ['managerName', 'salesName'], kinds: STAFF, because: 'colleagues know each other' },
  { words: ['draftTitle', 'draftBody', 'draftFileName'], kinds: ['manager'], because: 'drafts are the makers’ together' },
  {
    words: ['productName'],
    kinds: ['guest', 'formerly', 'pending', 'sales', 'manager'],
    because: 'a product is hidden from the shops of a segment; who is in none sees it',
  },
  {
    words: ['costFen', 'floorFen', 'own costFen', 'own floorFen'],
    kinds: ['manager'],
    because: 'who makes prices has to know what goods cost',
  },
  { words: ['setTitle'], kinds: STAFF, because: 'staff read every community, and what is offered there' },
  { words: ['reason'], kinds: ['manager'], because: 'every manager moderates' },
  {
    words: ['shopName', 'quietShopName', 'friendShopName', 'address'],
    kinds: STRANGERS,
    at: 'members.matchShops',
    because: 'who looks for their own shop is told what stands on the sign',
  },
  { words: ['removedName', 'shopName'], kinds: ['formerly'], at: 'members.exportOwn', because: 'their own name, and where they once were' },
  { words: ['removedName'], kinds: ['formerly'], at: 'session.get', because: 'their own name' },
];

export function mayRead(kind: Reader, word: Secret, at: OperationId): boolean {
  return TOLD.some((told) => told.words.includes(word) && told.kinds.includes(kind) && (told.at === undefined || told.at === at));
}
