import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { visibleTo } from '../skus/sku-rows';
import { Viewpoints } from '../viewpoint';

@Injectable()
export class BrandsService {
  constructor(
    private readonly db: Database,
    private readonly viewpoints: Viewpoints,
  ) {}

  /** Of what whoever looks may see, the largest first. */
  async list(me: Actor): Promise<{ name: string; products: number }[]> {
    const visible = visibleTo(await this.viewpoints.of(this.db, me));
    const rows = await this.db.query<{ name: string; products: number }>(
      `SELECT p.brand AS name, COUNT(*) AS products FROM product p WHERE p.is_listed = 1 AND p.brand <> '' AND ${visible.sql}
       GROUP BY p.brand ORDER BY products DESC, p.brand`,
      visible.params,
    );
    return rows.map(({ name, products }) => ({ name, products: Number(products) }));
  }
}
