import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { PaymentsModule } from '../payments/payments.module';
import { OrdersPresenter } from './orders.presenter';
import { WorkflowController } from './workflow/workflow.controller';
import { WORKFLOW_PROVIDERS } from './workflow/workflow-providers';

@Module({
  imports: [CatalogueModule, PaymentsModule],
  controllers: [WorkflowController],
  providers: [OrdersPresenter, ...WORKFLOW_PROVIDERS],
})
export class OrdersModule {}
