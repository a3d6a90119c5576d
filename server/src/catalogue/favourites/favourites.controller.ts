import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, MemberActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { FavouritesService } from './favourites.service';

@Controller()
export class FavouritesController {
  constructor(private readonly favourites: FavouritesService) {}

  @Operation('favourites.list', { allow: ['member', 'staff'] })
  list(@Me() me: Actor, @Input() input: Input<'favourites.list'>): Promise<Answer<'favourites.list'>> {
    return this.favourites.list(me, input);
  }

  @Operation('favourites.put', { allow: ['member'] })
  put(@Me() me: MemberActor, @Input() input: Input<'favourites.put'>): Promise<void> {
    return this.favourites.put(me, input);
  }

  @Operation('favourites.remove', { allow: ['member'] })
  remove(@Me() me: MemberActor, @Input() { skuId }: Input<'favourites.remove'>): Promise<void> {
    return this.favourites.remove(me, skuId);
  }
}
