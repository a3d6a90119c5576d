import { Global, Module } from '@nestjs/common';
import { Clock } from './clock';
import { Random } from './ids';

@Global()
@Module({ providers: [Clock, Random], exports: [Clock, Random] })
export class ClockModule {}
