import type { Answer } from '@dianquan/shared/contract/all';
import type { ImportView } from '@dianquan/shared/contract/shops';
import { Controller, Req, type StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { ImportsService } from './imports.service';

@Controller()
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Operation('shops.readSheet', { allow: ['manager', 'office', 'admin'], rate: 'upload' })
  readSheet(@Me() me: StaffActor, @Req() request: FastifyRequest): Promise<Answer<'shops.readSheet'>> {
    return this.imports.readSheet(me, request);
  }

  @Operation('shops.import', { allow: ['manager', 'office', 'admin'] })
  import(@Me() me: StaffActor, @Input() input: Input<'shops.import'>): Promise<ImportView> {
    return this.imports.start(me, input);
  }

  @Operation('shops.imports', { allow: ['manager', 'office', 'admin'] })
  list(@Me() me: StaffActor, @Input() input: Input<'shops.imports'>): Promise<Answer<'shops.imports'>> {
    return this.imports.list(me, input);
  }

  @Operation('shops.getImport', { allow: ['manager', 'office', 'admin'] })
  get(@Me() me: StaffActor, @Input() { id }: Input<'shops.getImport'>): Promise<ImportView> {
    return this.imports.get(me, id);
  }

  @Operation('shops.importFaults', { allow: ['manager', 'office', 'admin'] })
  faults(@Me() me: StaffActor, @Input() { id }: Input<'shops.importFaults'>): Promise<StreamableFile> {
    return this.imports.faults(me, id);
  }
}
