import type { ReportView } from '@dianquan/shared/contract/announcements';
import { Injectable } from '@nestjs/common';

export type Ordered = ReportView['ordered'];
export type OrderedSource = { orderedAfter(announcementId: number): Promise<Ordered> };

/** What an announcement sold. Rooms that know orders stand beside and above this one: the one that counts puts itself in here when it starts. */
@Injectable()
export class OrderedShops {
  private source: OrderedSource | null = null;

  register(source: OrderedSource): void {
    this.source = source;
  }

  /** Null for one that offers nothing to order. */
  async after(announcementId: number): Promise<Ordered> {
    return this.source ? this.source.orderedAfter(announcementId) : null;
  }
}
