import type { Answer } from '@dianquan/shared/contract/all';
import { Controller, Req, type StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { ProductExport } from './product-export';
import { ProductImportsService } from './product-imports.service';

@Controller()
export class ProductImportsController {
  constructor(
    private readonly imports: ProductImportsService,
    private readonly sheets: ProductExport,
  ) {}

  @Operation('products.readSheet', { allow: ['manager', 'office', 'admin'], rate: 'upload' })
  readSheet(@Me() me: StaffActor, @Req() request: FastifyRequest): Promise<Answer<'products.readSheet'>> {
    return this.imports.readSheet(me, request);
  }

  @Operation('products.import', { allow: ['manager', 'office', 'admin'] })
  import(@Me() me: StaffActor, @Input() input: Input<'products.import'>): Promise<Answer<'products.import'>> {
    return this.imports.start(me, input);
  }

  @Operation('products.imports', { allow: ['manager', 'office', 'admin'] })
  list(@Input() input: Input<'products.imports'>): Promise<Answer<'products.imports'>> {
    return this.imports.list(input);
  }

  @Operation('products.getImport', { allow: ['manager', 'office', 'admin'] })
  get(@Input() { id }: Input<'products.getImport'>): Promise<Answer<'products.getImport'>> {
    return this.imports.get(id);
  }

  @Operation('products.importFaults', { allow: ['manager', 'office', 'admin'] })
  faults(@Input() { id }: Input<'products.importFaults'>): Promise<StreamableFile> {
    return this.imports.faults(id);
  }

  @Operation('products.export', { allow: ['manager', 'office', 'admin'] })
  export(): StreamableFile {
    return this.sheets.file();
  }
}
