import type { Answer } from '@dianquan/shared/contract/all';
import type { Allow } from '@dianquan/shared/roles';
import { Controller, type StreamableFile } from '@nestjs/common';
import type { Actor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { OverviewService } from './overview.service';
import { ReachService } from './reach.service';
import { SalesService } from './sales.service';

/** Whoever answers for sales or money; everyone of the shops in their scope. */
const READERS: Allow[] = ['salesperson', 'manager', 'office', 'finance', 'admin'];

@Controller()
export class ReportsController {
  constructor(
    private readonly overviews: OverviewService,
    private readonly reached: ReachService,
    private readonly figures: SalesService,
  ) {}

  @Operation('reports.overview', { allow: READERS })
  overview(@Me() me: Actor): Promise<Answer<'reports.overview'>> {
    return this.overviews.overview(me);
  }

  @Operation('reports.sales', { allow: READERS })
  sales(@Me() me: Actor, @Input() input: Input<'reports.sales'>): Promise<Answer<'reports.sales'>> {
    return this.figures.sales(me, input);
  }

  @Operation('reports.salesLines', { allow: READERS })
  salesLines(@Me() me: Actor, @Input() input: Input<'reports.salesLines'>): Promise<Answer<'reports.salesLines'>> {
    return this.figures.lines(me, input);
  }

  @Operation('reports.exportSales', { allow: READERS })
  exportSales(@Me() me: Actor, @Input() input: Input<'reports.exportSales'>): Promise<StreamableFile> {
    return this.figures.sheet(me, input);
  }

  @Operation('reports.reach', { allow: READERS })
  reach(@Me() me: Actor, @Input() input: Input<'reports.reach'>): Promise<Answer<'reports.reach'>> {
    return this.reached.reach(me, input);
  }

  @Operation('reports.reachShops', { allow: READERS })
  reachShops(@Me() me: Actor, @Input() input: Input<'reports.reachShops'>): Promise<Answer<'reports.reachShops'>> {
    return this.reached.shops(me, input);
  }
}
