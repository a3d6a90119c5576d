import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import { NotFound } from '../../platform/errors';
import { Input } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { childRegions, isRegion } from './regions';

@Controller()
export class RegionsController {
  @Operation('regions.list', { allow: ['account'] })
  list(@Input() { parent }: Input<'regions.list'>): Answer<'regions.list'> {
    if (parent !== undefined && !isRegion(parent)) throw new NotFound();
    return { items: childRegions(parent) };
  }
}
