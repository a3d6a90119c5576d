import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { insertMany, type Tx } from '../../platform/database/sql';

/**
 * Whoever changes what an account may do (role, region, membership, session) says so here, in the same transaction: every process
 * then forgets what it knew of the account before it answers another request.
 */
@Injectable()
export class ActorChanges {
  constructor(private readonly clock: Clock) {}

  async touch(tx: Tx, accountIds: number[]): Promise<void> {
    const at = this.clock.now();
    await insertMany(
      tx,
      'actor_change',
      ['account_id', 'at'],
      [...new Set(accountIds)].map((id) => [id, at]),
    );
  }
}
