import { PRIVACY_VERSION } from '@dianquan/shared/privacy-notice';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';
import { Refused } from '../../platform/errors';

export type Consented = { consent_version: string | null; consented_at: number | null };

/** Whether somebody has agreed to the notice as it now reads. */
export function hasConsented(account: Consented): boolean {
  return account.consented_at !== null && account.consent_version === PRIVACY_VERSION;
}

@Injectable()
export class Consent {
  /** @throws Refused consent_required before the person has agreed to the privacy notice */
  async require(sql: Sql, accountId: number): Promise<void> {
    const [account] = await sql.query<Consented>('SELECT consent_version, consented_at FROM account WHERE id = ?', [accountId]);
    if (!account || !hasConsented(account)) throw new Refused('consent_required', { version: PRIVACY_VERSION });
  }
}
