import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { PaymentsModule } from '../payments/payments.module';
import { AddressesController } from './addresses/addresses.controller';
import { CartController } from './cart/cart.controller';
import { OrdersPresenter } from './orders.presenter';
import { OrdersController } from './placing/orders.controller';
import { PLACING_PROVIDERS } from './placing/placing-providers';
import { WorkflowController } from './workflow/workflow.controller';
import { WORKFLOW_PROVIDERS } from './workflow/workflow-providers';

@Module({
  imports: [CatalogueModule, PaymentsModule],
  controllers: [AddressesController, CartController, OrdersController, WorkflowController],
  providers: [OrdersPresenter, ...PLACING_PROVIDERS, ...WORKFLOW_PROVIDERS],
})
export class OrdersModule {}
