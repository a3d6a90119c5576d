import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { BrandsService } from './brands.service';
import { ProductLists } from './product-lists.service';
import { ProductViews } from './product-views';
import { ProductsService } from './products.service';

@Controller()
export class ProductsController {
  constructor(
    private readonly products: ProductsService,
    private readonly lists: ProductLists,
    private readonly views: ProductViews,
    private readonly brands: BrandsService,
  ) {}

  @Operation('brands.list', { allow: ['account'] })
  async listBrands(@Me() me: Actor): Promise<Answer<'brands.list'>> {
    return { items: await this.brands.list(me) };
  }

  @Operation('products.list', { allow: ['account'] })
  list(@Me() me: Actor, @Input() input: Input<'products.list'>): Promise<Answer<'products.list'>> {
    return this.lists.list(me, input);
  }

  @Operation('products.get', { allow: ['account'] })
  get(@Me() me: Actor, @Input() input: Input<'products.get'>): Promise<Answer<'products.get'>> {
    return this.views.get(me, input);
  }

  @Operation('products.byBarcode', { allow: ['account'] })
  byBarcode(@Me() me: Actor, @Input() input: Input<'products.byBarcode'>): Promise<Answer<'products.byBarcode'>> {
    return this.lists.byBarcode(me, input);
  }

  @Operation('products.create', { allow: ['manager', 'office', 'admin'] })
  async create(@Me() me: StaffActor, @Input() input: Input<'products.create'>): Promise<Answer<'products.create'>> {
    return this.views.get(me, { id: await this.products.create(me, input) });
  }

  @Operation('products.update', { allow: ['manager', 'office', 'admin'] })
  async update(@Me() me: StaffActor, @Input() input: Input<'products.update'>): Promise<Answer<'products.update'>> {
    await this.products.update(me, input);
    return this.views.get(me, { id: input.id });
  }
}
