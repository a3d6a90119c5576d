import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { PaymentsModule } from '../payments/payments.module';
import { AddressesController } from './addresses/addresses.controller';
import { CartController } from './cart/cart.controller';
import { OrderFiles } from './order-files';
import { OrdersPresenter } from './orders.presenter';
import { OrdersController } from './placing/orders.controller';
import { PLACING_PROVIDERS } from './placing/placing-providers';
import { PrintController } from './print/print.controller';
import { PrintService } from './print/print.service';
import { QueuesController } from './queues/queues.controller';
import { QueuesService } from './queues/queues.service';
import { RETURN_PROVIDERS } from './returns/return-providers';
import { ReturnsController } from './returns/returns.controller';
import { StatementNotices } from './statement-notices';
import { StockLowJob, StockLowNotices } from './stock-low.job';
import { WorkflowController } from './workflow/workflow.controller';
import { WORKFLOW_PROVIDERS } from './workflow/workflow-providers';

@Module({
  imports: [CatalogueModule, PaymentsModule],
  controllers: [
    AddressesController,
    CartController,
    OrdersController,
    PrintController,
    QueuesController,
    ReturnsController,
    WorkflowController,
  ],
  providers: [
    OrderFiles,
    OrdersPresenter,
    PrintService,
    QueuesService,
    StatementNotices,
    StockLowJob,
    StockLowNotices,
    ...PLACING_PROVIDERS,
    ...RETURN_PROVIDERS,
    ...WORKFLOW_PROVIDERS,
  ],
})
export class OrdersModule {}
