import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { BUYERS } from '../buyer';
import { AddressesService } from './addresses.service';

@Controller()
export class AddressesController {
  constructor(private readonly addresses: AddressesService) {}

  @Operation('deliveryAddresses.list', { allow: ['member', 'staff'] })
  list(@Me() me: Actor, @Input() input: Input<'deliveryAddresses.list'>): Promise<Answer<'deliveryAddresses.list'>> {
    return this.addresses.list(me, input.shopId);
  }

  @Operation('deliveryAddresses.put', { allow: BUYERS })
  put(@Me() me: Actor, @Input() input: Input<'deliveryAddresses.put'>): Promise<Answer<'deliveryAddresses.put'>> {
    return this.addresses.put(me, input);
  }
}
