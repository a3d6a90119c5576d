import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices that are out already. Apart from the column, so that MySQL can run it again should it fail half way. */
export class FillShopsThatRead20261122043100 implements MigrationInterface {
  name = 'FillShopsThatRead20261122043100';

  async up(q: QueryRunner): Promise<void> {
    await q.query(
      `UPDATE announcement_tally SET shops_read = (
         SELECT COUNT(*) FROM announcement_shop s
         WHERE s.announcement_id = announcement_tally.announcement_id AND s.owners_read + s.clerks_read > 0
           AND CASE announcement_tally.dimension
             WHEN 'all' THEN 1
             WHEN 'region' THEN SUBSTR(COALESCE(s.region_code, ''), 1, 6) = announcement_tally.key_value
             WHEN 'salesperson' THEN CAST(COALESCE(s.owner_staff_id, 0) AS CHAR) = announcement_tally.key_value
             ELSE CONCAT(',', s.segment_ids, ',') LIKE CONCAT('%,', announcement_tally.key_value, ',%')
           END)
       WHERE dimension IN ('all', 'region', 'salesperson', 'segment')`,
    );
  }

  /** What was counted goes with its column. */
  async down(): Promise<void> {}
}
