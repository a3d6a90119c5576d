import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Events } from '../../platform/jobs/events';
import { JobHandler, type RunningJob } from '../../platform/jobs/job';
import { CustomerIdentified } from '../../platform/wecom/events';
import { WecomCustomers } from '../../platform/wecom/wecom-customers';

/** Asks WeCom who a customer is. Idempotent: it writes down what is so, and tells it once, when an account is first found. */
@JobHandler('wecom.identify')
export class IdentifyCustomer {
  constructor(
    private readonly db: Database,
    private readonly customers: WecomCustomers,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const externalUserid = String(job.payload.externalUserid);
    const customer = await this.customers.find(externalUserid);
    if (!customer?.unionid) return;
    const { unionid } = customer;
    await this.db.transaction(async (tx) => {
      const [account] = await tx.query<{ id: number }>('SELECT id FROM account WHERE unionid = ? AND erased_at IS NULL', [unionid]);
      const { affected } = await tx.execute(
        'UPDATE wecom_contact SET unionid = ?, account_id = ? WHERE external_userid = ? AND account_id IS NULL',
        [unionid, account?.id ?? null, externalUserid],
      );
      if (account && affected > 0) await this.events.publish(tx, new CustomerIdentified(account.id, this.clock.now()));
    });
  }
}
