import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { IdempotencyKey } from '../../platform/idempotency/idempotency-key';
import { AdjustmentsService } from './adjustments.service';
import { StockService } from './stock.service';
import { WarehousesService } from './warehouses.service';

@Controller()
export class StockController {
  constructor(
    private readonly stock: StockService,
    private readonly adjustments: AdjustmentsService,
    private readonly warehouses: WarehousesService,
  ) {}

  @Operation('warehouses.list', { allow: ['staff'] })
  listWarehouses(): Promise<Answer<'warehouses.list'>> {
    return this.warehouses.list();
  }

  @Operation('warehouses.create', { allow: ['manager', 'admin'] })
  createWarehouse(@Me() me: StaffActor, @Input() input: Input<'warehouses.create'>): Promise<Answer<'warehouses.create'>> {
    return this.warehouses.create(me, input);
  }

  @Operation('warehouses.update', { allow: ['manager', 'admin'] })
  updateWarehouse(@Me() me: StaffActor, @Input() input: Input<'warehouses.update'>): Promise<Answer<'warehouses.update'>> {
    return this.warehouses.update(me, input);
  }

  @Operation('warehouses.setOrder', { allow: ['manager', 'admin'] })
  orderWarehouses(@Me() me: StaffActor, @Input() input: Input<'warehouses.setOrder'>): Promise<Answer<'warehouses.setOrder'>> {
    return this.warehouses.setOrder(me, input);
  }

  @Operation('stock.list', { allow: ['staff'] })
  list(@Input() input: Input<'stock.list'>): Promise<Answer<'stock.list'>> {
    return this.stock.list(input);
  }

  @Operation('stock.get', { allow: ['staff'] })
  get(@Input() { skuId }: Input<'stock.get'>): Promise<Answer<'stock.get'>> {
    return this.stock.get(skuId);
  }

  @Operation('stock.adjust', { allow: ['warehouse', 'office', 'manager', 'admin'] })
  adjust(@Me() me: StaffActor, @IdempotencyKey() key: string, @Input() input: Input<'stock.adjust'>): Promise<Answer<'stock.adjust'>> {
    return this.adjustments.adjust(me, key, input);
  }

  @Operation('stock.movements', { allow: ['warehouse', 'office', 'finance', 'manager', 'admin'] })
  movements(@Input() input: Input<'stock.movements'>): Promise<Answer<'stock.movements'>> {
    return this.stock.movements(input);
  }
}
