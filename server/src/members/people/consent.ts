import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';
import { Refused } from '../../platform/errors';

@Injectable()
export class Consent {
  /** @throws Refused consent_required before the person has agreed to the privacy notice */
  async require(sql: Sql, accountId: number): Promise<void> {
    const [account] = await sql.query<{ consented_at: number | null }>('SELECT consented_at FROM account WHERE id = ?', [accountId]);
    if (!account || account.consented_at === null) throw new Refused('consent_required');
  }
}
