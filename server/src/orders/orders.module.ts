import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { PaymentsModule } from '../payments/payments.module';

@Module({ imports: [CatalogueModule, PaymentsModule] })
export class OrdersModule {}
