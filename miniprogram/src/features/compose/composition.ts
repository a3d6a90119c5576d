import type { AnnouncementView, Audience } from '@dianquan/shared/contract/announcements';
import { NO_OFFER, type OfferDraft } from '@/components/offer-draft';
import type { PickedPicture } from '@/components/picture-picker';
import type { Input } from '@/platform/contract';
import { type DraftBlock, draftBlock, picked, plainBlocks, richBlocks } from './draft-blocks';

export type DraftFile = AnnouncementView['attachments'][number];
export type DraftQuestion = { text: string; answers: [string, string]; right: 0 | 1 };

/** An announcement while it is being written; parts may be half there. */
export type Composition = {
  title: string;
  category: AnnouncementView['category'];
  blocks: DraftBlock[];
  files: DraftFile[];
  cover: PickedPicture[];
  button: { label: string; page: string } | null;
  callSalesperson: boolean;
  mustAcknowledge: boolean;
  question: DraftQuestion | null;
  audience: Audience;
  publishAt: string | null;
  openUntil: string | null;
  /** What can be ordered from it; kept beside the announcement, not in it. */
  offer: OfferDraft;
};

export const NOBODY: Audience = { everyone: false, segmentIds: [], shopIds: [], excludeSegmentIds: [], excludeShopIds: [] };
/** A draft must have a title to be kept; this one stands for none. */
export const UNTITLED = '未命名公告';

export function emptyComposition(audience: Audience = NOBODY): Composition {
  return {
    title: '',
    category: 'notice',
    blocks: [{ key: 'first', type: 'text', typed: '' }],
    files: [],
    cover: [],
    button: null,
    callSalesperson: true,
    mustAcknowledge: false,
    question: null,
    audience,
    publishAt: null,
    openUntil: null,
    offer: NO_OFFER,
  };
}

export function compositionOf(view: AnnouncementView, offer: OfferDraft = NO_OFFER): Composition {
  const { everyone, segmentIds, shopIds, excludeSegmentIds, excludeShopIds } = view.audience;
  const blocks = view.blocks.map((block, at) => draftBlock(block, `kept-${at}`));
  return {
    title: view.title === UNTITLED ? '' : view.title,
    category: view.category,
    blocks: blocks.length > 0 ? blocks : emptyComposition().blocks,
    files: view.attachments,
    cover: view.cover ? [picked(view.cover.id, view.cover)] : [],
    button: view.button,
    callSalesperson: view.callSalesperson,
    mustAcknowledge: view.mustAcknowledge,
    question: view.question && { ...view.question, answers: [...view.question.answers] },
    audience: { everyone, segmentIds, shopIds, excludeSegmentIds, excludeShopIds },
    publishAt: view.publishAt,
    openUntil: view.openUntil,
    offer,
  };
}

/** What readers see; may be corrected after publishing. */
function contentBody(given: Composition) {
  const { button } = given;
  return {
    ...(given.title.trim() === '' ? {} : { title: given.title }),
    category: given.category,
    blocks: plainBlocks(given.blocks),
    attachmentFileIds: given.files.map(({ id }) => id),
    coverFileId: given.cover[0]?.id ?? null,
    button: button && button.label.trim() !== '' && button.page !== '' ? button : null,
    callSalesperson: given.callSalesperson,
  } satisfies Input<'announcements.update'>['body'];
}

/** A draft as it can be kept now: half-written parts wait on this screen until they are whole. */
export function draftBody(given: Composition) {
  return {
    ...contentBody(given),
    mustAcknowledge: given.mustAcknowledge,
    question: isWhole(given.question) ? given.question : null,
    audience: given.audience,
    publishAt: given.publishAt,
    openUntil: given.openUntil,
  } satisfies Input<'announcements.update'>['body'];
}

export function correctionBody(given: Composition, note: string) {
  return { ...contentBody(given), correctionNote: note.trim() === '' ? undefined : note.trim() };
}

export function isWhole(question: DraftQuestion | null): boolean {
  return question !== null && question.text.trim() !== '' && question.answers.every((answer) => answer.trim() !== '');
}

export function isNobody({ everyone, segmentIds, shopIds }: Audience): boolean {
  return !everyone && segmentIds.length + shopIds.length === 0;
}

/** Has anything been written that would be lost? */
export function isBlank(given: Composition): boolean {
  const { title, files, cover, question, button, offer } = given;
  return (
    title.trim() === '' &&
    richBlocks(given.blocks).length === 0 &&
    files.length + cover.length + offer.lines.length === 0 &&
    !question &&
    !button
  );
}
