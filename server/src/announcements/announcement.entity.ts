import type { AnnouncementCategory, Audience } from '@dianquan/shared/contract/announcements';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { asJson, asNumber } from '../platform/database/columns';

export type Block =
  | { type: 'heading'; text: string }
  | { type: 'text'; text: string; marks?: { from: number; to: number; mark: 'bold' | 'accent' }[] }
  | { type: 'list'; items: string[] }
  | { type: 'picture'; fileId: number; caption?: string };
export type Question = { text: string; answers: [string, string]; right: 0 | 1 };
export type Button = { label: string; page: string };
export type AnnouncementState = 'draft' | 'scheduled' | 'publishing' | 'published' | 'withdrawn';

@Entity('announcement')
export class Announcement {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'int' }) staffId!: number;
  @Column({ type: 'varchar', length: 60 }) title!: string;
  @Column({ type: 'varchar', length: 12 }) category!: AnnouncementCategory;
  @Column({ type: 'text', transformer: asJson }) blocks!: Block[];
  @Column({ type: 'varchar', length: 160 }) excerpt!: string;
  @Column({ type: 'varchar', length: 200, transformer: asJson }) attachmentFileIds!: number[];
  @Column({ type: 'int', nullable: true }) coverFileId!: number | null;
  @Column({ type: 'text', nullable: true, transformer: asJson }) button!: Button | null;
  @Column({ type: 'tinyint', transformer: asNumber }) callSalesperson!: number;
  @Column({ type: 'tinyint', transformer: asNumber }) mustAcknowledge!: number;
  @Column({ type: 'text', nullable: true, transformer: asJson }) question!: Question | null;
  /** `regions` are added when it is published. */
  @Column({ type: 'text', transformer: asJson }) audience!: Audience & { regions?: string[] };
  @Column({ type: 'bigint', nullable: true, transformer: asNumber }) publishAt!: number | null;
  @Column({ type: 'bigint', nullable: true, transformer: asNumber }) openUntil!: number | null;
  @Column({ type: 'varchar', length: 10 }) state!: AnnouncementState;
  @Column({ type: 'int', nullable: true }) jobId!: number | null;
  @Column({ type: 'bigint', transformer: asNumber }) createdAt!: number;
  @Column({ type: 'bigint', transformer: asNumber }) updatedAt!: number;
  @Column({ type: 'bigint', nullable: true, transformer: asNumber }) publishedAt!: number | null;
  @Column({ type: 'bigint', nullable: true, transformer: asNumber }) withdrawnAt!: number | null;
  @Column({ type: 'bigint', nullable: true, transformer: asNumber }) correctedAt!: number | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) correctionNote!: string | null;
}
