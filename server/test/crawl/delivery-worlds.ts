import type { TestApp } from '../app';

/** A call to make and a mass message to confirm, about an announcement that is out. */
export async function leaveToFollowUp(t: TestApp, announcementId: number, memberId: number, staffId: number): Promise<void> {
  const now = t.clock.now();
  await t.db.execute(
    'INSERT INTO announcement_task (announcement_id, member_id, shop_id, created_at) SELECT ?, id, shop_id, ? FROM member WHERE id = ?',
    [announcementId, now, memberId],
  );
  await t.db.execute(
    `INSERT INTO push_mass_task (campaign_id, staff_id, userid, platform_id, people, state, created_at)
     SELECT c.id, f.id, f.wecom_userid, ?, 1, 'cancelled', ? FROM push_campaign c JOIN staff f ON f.id = ? WHERE c.subject = ?`,
    [`msg-${announcementId}`, now, staffId, `announcement:${announcementId}`],
  );
}
