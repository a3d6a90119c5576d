import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Random } from '../platform/ids';

/**
 * What the platform knows a payment by: 6 to 32 letters, digits, - and _. Told apart by chance and not by counting, so that a database
 * that was set back to yesterday's backup does not give out a number that the platform has already seen.
 */
@Injectable()
export class PaymentNumbers {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** DD20261122-000123-k3Jx0a */
  forOrder(orderNumber: string): string {
    return `${orderNumber.slice(0, 25)}-${this.letters()}`;
  }

  /** SK20261122-k3Jx0ak3Jx0a */
  forShop(): string {
    return `SK${this.clock.shanghaiDay().replaceAll('-', '')}-${this.letters()}${this.letters()}`;
  }

  private letters(): string {
    return this.random.token(5).slice(0, 6).replaceAll('-', 'x').replaceAll('_', 'y');
  }
}
