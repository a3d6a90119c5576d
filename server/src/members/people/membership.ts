import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql';
import { Events } from '../../platform/jobs/events';
import { ShopChanged, ShopJoined } from '../events';

/** What follows for the shop when one of its people becomes active or stops being it. Expects the shop's row to be locked. */
@Injectable()
export class Membership {
  constructor(private readonly events: Events) {}

  /** Answers whether this is the first person that the shop ever had. */
  async began(tx: Tx, shopId: number, memberId: number, rootStaffId: number | null, at: number): Promise<boolean> {
    await tx.execute('UPDATE shop SET member_count = member_count + 1, updated_at = ? WHERE id = ?', [at, shopId]);
    const { affected } = await tx.execute('UPDATE shop SET joined_at = ?, invited_by_staff_id = ? WHERE id = ? AND joined_at IS NULL', [
      at,
      rootStaffId,
      shopId,
    ]);
    const isFirst = affected === 1;
    if (isFirst && rootStaffId !== null) await this.giveToSalesperson(tx, shopId, rootStaffId, at);
    if (isFirst) await this.events.publish(tx, new ShopJoined(shopId, memberId, at));
    await this.events.publish(tx, new ShopChanged([shopId]));
    return isFirst;
  }

  async ended(tx: Tx, shopId: number, at: number): Promise<void> {
    await tx.execute('UPDATE shop SET member_count = member_count - 1, updated_at = ? WHERE id = ? AND member_count > 0', [at, shopId]);
    await this.events.publish(tx, new ShopChanged([shopId]));
  }

  /** A shop that was nobody's goes to the salesperson who brought it in. */
  private async giveToSalesperson(tx: Tx, shopId: number, staffId: number, at: number): Promise<void> {
    const { affected } = await tx.execute(
      `UPDATE shop SET owner_staff_id = ? WHERE id = ? AND owner_staff_id IS NULL AND EXISTS (
         SELECT 1 FROM staff s JOIN staff_role r ON r.staff_id = s.id
         WHERE s.id = ? AND s.disabled_at IS NULL AND r.role = 'salesperson')`,
      [staffId, shopId, staffId],
    );
    if (affected === 0) return;
    await tx.execute(
      `INSERT INTO shop_history (shop_id, kind, from_value, to_value, account_id, at) VALUES (?, 'owner', NULL, ?, NULL, ?)`,
      [shopId, String(staffId), at],
    );
  }
}
