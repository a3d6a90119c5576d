import type { Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { OrderSets } from '../catalogue/order-sets/order-sets';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/sql';
import { NotFound, Refused } from '../platform/errors';
import { Files } from '../platform/files/files';
import type { StaffActor } from '../platform/http/actor';
import { Idempotency } from '../platform/idempotency/idempotency';
import { Announcement } from './announcement.entity';
import { excerptOf, fileIdsOf } from './excerpt';

const NOBODY: Announcement['audience'] = { everyone: false, segmentIds: [], shopIds: [], excludeSegmentIds: [], excludeShopIds: [] };
const EMPTY_DRAFT = {
  category: 'notice',
  blocks: [],
  excerpt: '',
  attachmentFileIds: [],
  coverFileId: null,
  button: null,
  callSalesperson: 1,
  mustAcknowledge: 0,
  question: null,
  audience: NOBODY,
  publishAt: null,
  openUntil: null,
  state: 'draft',
  jobId: null,
  publishedAt: null,
  withdrawnAt: null,
  correctedAt: null,
  correctionNote: null,
} satisfies Partial<Announcement>;
type Changes = Omit<Input<'announcements.update'>, 'id' | 'correctionNote'>;

/** Drafts and corrections. */
@Injectable()
export class AnnouncementsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly files: Files,
    private readonly idempotency: Idempotency,
    private readonly offers: OrderSets,
    @InjectRepository(Announcement) private readonly announcements: Repository<Announcement>,
  ) {}

  /** Once for a key, if there is one: then what it made, as it is now. */
  async create(me: StaffActor, key: string | null, input: Input<'announcements.create'>): Promise<Announcement> {
    const once = this.idempotency.once(me.accountId, 'announcements.create', key, input);
    const { answer } = await this.db.transaction((tx) =>
      this.idempotency.run(tx, once, async () => {
        const draft = tx.manager.create(Announcement, { ...EMPTY_DRAFT, ...this.begunBy(me), title: input.title });
        change(draft, input);
        await tx.manager.save(draft);
        await this.attach(tx, me, draft.id, input);
        await this.audit.record(tx, me, 'announcements.create', `announcement:${draft.id}`, { title: draft.title });
        return String(draft.id);
      }),
    );
    return this.find(Number(answer));
  }

  private begunBy(me: StaffActor): Pick<Announcement, 'staffId' | 'createdAt' | 'updatedAt'> {
    const now = this.clock.now();
    return { staffId: me.staff.id, createdAt: now, updatedAt: now };
  }

  /** A draft may change in everything; what is out, only in what it says, and readers see that it was corrected. */
  async update(me: StaffActor, input: Input<'announcements.update'>): Promise<Announcement> {
    const { id, correctionNote, ...changes } = input;
    return this.db.transaction(async (tx) => {
      const announcement = await tx.manager.findOneBy(Announcement, { id });
      if (!announcement) throw new NotFound();
      if (announcement.state === 'withdrawn') throw new Refused('announcement_withdrawn');
      const isOut = announcement.state === 'published' || announcement.state === 'publishing';
      if (isOut && touchesWhatIsFixed(changes))
        throw new Refused('announcement_not_draft', { fixed: ['audience', 'question', 'mustAcknowledge', 'publishAt'] });
      const now = this.clock.now();
      change(announcement, changes);
      announcement.updatedAt = now;
      if (isOut) {
        announcement.correctedAt = now;
        announcement.correctionNote = correctionNote ?? announcement.correctionNote;
      }
      await tx.manager.save(announcement);
      await this.attach(tx, me, id, changes);
      await this.audit.record(tx, me, 'announcements.update', `announcement:${id}`, { fields: Object.keys(changes), correctionNote });
      return announcement;
    });
  }

  /** Throws a draft away, with its files. What was ever sent stays, to look it up. */
  async discard(me: StaffActor, id: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const draft = await tx.manager.findOneBy(Announcement, { id });
      if (!draft) throw new NotFound();
      const { affected } = await tx.execute(`DELETE FROM announcement WHERE id = ? AND state = 'draft' AND published_at IS NULL`, [id]);
      if (affected === 0) throw new Refused('announcement_not_draft');
      await this.offers.remove(tx, 'announcement', id);
      const fileIds = fileIdsOf(draft);
      const files = await this.files.find(tx, fileIds);
      const own = fileIds.filter((fileId) => files.get(fileId)?.attached_kind === 'announcement' && files.get(fileId)?.attached_id === id);
      if (own.length > 0) await this.files.remove(tx, own);
      await this.audit.record(tx, me, 'announcements.discard', `announcement:${id}`, { title: draft.title });
    });
  }

  async find(id: number): Promise<Announcement> {
    const announcement = await this.announcements.findOneBy({ id });
    if (!announcement) throw new NotFound();
    return announcement;
  }

  /** What was attached before stays so; a document in the place of a picture is refused, whenever it was uploaded. */
  private async attach(tx: Tx, me: StaffActor, id: number, { coverFileId, blocks = [], attachmentFileIds = [] }: Changes): Promise<void> {
    const subject = { kind: 'announcement', id } as const;
    const pictures: [string, number][] = coverFileId ? [['coverFileId', coverFileId]] : [];
    for (const [i, block] of blocks.entries()) if (block.type === 'picture') pictures.push([`blocks.${i}.fileId`, block.fileId]);
    const field = pictures.map(([name]) => name);
    await this.files.attach(
      tx,
      pictures.map(([, fileId]) => fileId),
      subject,
      me,
      { field, picturesOnly: true },
    );
    await this.files.attach(tx, attachmentFileIds, subject, me, { field: 'attachmentFileIds' });
  }
}

function touchesWhatIsFixed(changes: Changes): boolean {
  return (
    changes.audience !== undefined ||
    changes.question !== undefined ||
    changes.mustAcknowledge !== undefined ||
    changes.publishAt !== undefined
  );
}

function change(announcement: Announcement, input: Changes): void {
  const {
    title,
    category,
    blocks,
    attachmentFileIds,
    coverFileId,
    button,
    callSalesperson,
    mustAcknowledge,
    question,
    audience,
    publishAt,
    openUntil,
  } = input;
  if (title !== undefined) announcement.title = title;
  if (category !== undefined) announcement.category = category;
  if (blocks !== undefined) {
    announcement.blocks = blocks;
    announcement.excerpt = excerptOf(blocks);
  }
  if (attachmentFileIds !== undefined) announcement.attachmentFileIds = attachmentFileIds;
  if (coverFileId !== undefined) announcement.coverFileId = coverFileId;
  if (button !== undefined) announcement.button = button;
  if (callSalesperson !== undefined) announcement.callSalesperson = Number(callSalesperson);
  if (mustAcknowledge !== undefined) announcement.mustAcknowledge = Number(mustAcknowledge);
  if (question !== undefined) announcement.question = question;
  if (audience !== undefined) announcement.audience = audience;
  if (publishAt !== undefined) announcement.publishAt = publishAt === null ? null : Date.parse(publishAt);
  if (openUntil !== undefined) announcement.openUntil = openUntil === null ? null : Date.parse(openUntil);
}
