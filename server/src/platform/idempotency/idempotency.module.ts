import { Global, Module } from '@nestjs/common';
import { ClockModule } from '../clock.module';
import { Idempotency } from './idempotency';

@Global()
@Module({ imports: [ClockModule], providers: [Idempotency], exports: [Idempotency] })
export class IdempotencyModule {}
