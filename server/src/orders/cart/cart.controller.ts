import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { BUYERS } from '../buyer';
import { CartService } from './cart.service';

@Controller()
export class CartController {
  constructor(private readonly carts: CartService) {}

  @Operation('cart.get', { allow: BUYERS })
  get(@Me() me: Actor, @Input() input: Input<'cart.get'>): Promise<Answer<'cart.get'>> {
    return this.carts.get(me, input.shopId);
  }

  @Operation('cart.put', { allow: BUYERS })
  put(@Me() me: Actor, @Input() input: Input<'cart.put'>): Promise<Answer<'cart.put'>> {
    return this.carts.put(me, input);
  }

  @Operation('cart.setLine', { allow: BUYERS })
  setLine(@Me() me: Actor, @Input() input: Input<'cart.setLine'>): Promise<Answer<'cart.setLine'>> {
    return this.carts.setLine(me, input);
  }
}
