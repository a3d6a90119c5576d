import type { Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, inList, insertMany, isDuplicate, type SqlValue, type Tx } from '../../platform/database/database';
import { forUpdate } from '../../platform/database/sql';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import { Files } from '../../platform/files/files';
import type { StaffActor } from '../../platform/http/actor';
import { ProductIndex } from './product-index';
import type { Picture } from './product-page';
import { SkuWrites } from './sku-writes';

type Fields = Omit<Input<'products.update'>, 'id' | 'version'>;
type Row = { id: number; version: number; pictures: string };

/** The handbook's writers. */
@Injectable()
export class ProductsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly files: Files,
    private readonly skus: SkuWrites,
    private readonly index: ProductIndex,
  ) {}

  create(me: StaffActor, input: Input<'products.create'>): Promise<number> {
    const fresh = input.skus.findIndex(({ id }) => id !== undefined);
    if (fresh >= 0) throw new Invalid({ field: `skus.${fresh}.id`, rule: 'not_found', zh: '新商品还没有规格' });
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { insertId: id } = await tx
        .execute(
          `INSERT INTO product (name, brand, category_id, category_path, category_place, description, attributes, keywords, pictures, version,
             created_at, updated_at) VALUES (?, ?, 0, '', 0, '', '[]', '[]', '[]', 0, ?, ?)`,
          [input.name, input.brand ?? '', now, now],
        )
        .catch(asTaken);
      await this.save(tx, me, { id, version: 0, pictures: '[]' }, input);
      await this.audit.record(tx, me, 'products.create', `product:${id}`, { name: input.name, skus: input.skus.length });
      return id;
    });
  }

  async update(me: StaffActor, { id, version, ...fields }: Input<'products.update'>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [row] = await tx.query<Row>(`SELECT id, version, pictures FROM product WHERE id = ?${forUpdate(tx)}`, [id]);
      if (!row) throw new NotFound();
      if (version !== undefined && version !== row.version) throw new Refused('conflict');
      await this.save(tx, me, row, fields);
      await this.audit.record(tx, me, 'products.update', `product:${id}`, fields);
    });
  }

  private async save(tx: Tx, me: StaffActor, row: Row, fields: Fields): Promise<void> {
    const now = this.clock.now();
    const columns: Record<string, SqlValue | undefined> = {
      name: fields.name,
      brand: fields.brand === undefined ? undefined : (fields.brand ?? ''),
      ...(fields.categoryId === undefined ? {} : await categoryOf(tx, fields.categoryId)),
      description: fields.description,
      attributes: fields.attributes && JSON.stringify(fields.attributes),
      keywords: fields.keywords && JSON.stringify([...new Set(fields.keywords)]),
      pictures: fields.pictureIds && (await this.pictures(tx, me, row, fields.pictureIds)),
      has_hidden: fields.hiddenFromSegmentIds && (await hide(tx, row.id, fields.hiddenFromSegmentIds)),
      version: row.version + 1,
      updated_at: now,
    };
    const given = Object.entries(columns).filter((entry): entry is [string, SqlValue] => entry[1] !== undefined);
    const sale = fields.onSale === undefined ? null : fields.onSale ? 'off_sale_at = NULL' : `off_sale_at = COALESCE(off_sale_at, ${now})`;
    await tx
      .execute(`UPDATE product SET ${[...given.map(([name]) => `${name} = ?`), ...(sale ? [sale] : [])].join(', ')} WHERE id = ?`, [
        ...given.map(([, value]) => value),
        row.id,
      ])
      .catch(asTaken);
    if (fields.skus) await this.skus.save(tx, row.id, fields.skus, me.staff.id);
    await this.index.refresh(tx, [row.id]);
  }

  private async pictures(tx: Tx, me: StaffActor, row: Row, fileIds: readonly number[]): Promise<string> {
    const wanted = [...new Set(fileIds)];
    const files = await this.files.attach(tx, wanted, { kind: 'product', id: row.id }, me, { field: 'pictureIds', picturesOnly: true });
    const gone = (JSON.parse(row.pictures) as Picture[]).map(({ id }) => id).filter((id) => !wanted.includes(id));
    if (gone.length > 0) await this.files.remove(tx, gone);
    return JSON.stringify(files.map(({ id, width, height }) => ({ id, width, height })));
  }
}

/** Its row stays locked: nobody moves or removes the category before the product is in it. */
async function categoryOf(tx: Tx, id: number): Promise<Record<string, SqlValue>> {
  const [category] = await tx.query<{ path: string; place: number }>(`SELECT path, place FROM category WHERE id = ?${forUpdate(tx)}`, [id]);
  if (!category) throw new Invalid({ field: 'categoryId', rule: 'not_found', zh: '分类不存在' });
  return { category_id: id, category_path: category.path, category_place: category.place };
}

async function hide(tx: Tx, productId: number, segmentIds: readonly number[]): Promise<number> {
  const unique = [...new Set(segmentIds)];
  const ids = inList(unique);
  const found = await tx.query<{ id: number }>(`SELECT id FROM segment WHERE id IN ${ids.sql} AND removed_at IS NULL`, ids.params);
  if (found.length !== unique.length) throw new Invalid({ field: 'hiddenFromSegmentIds', rule: 'not_found', zh: '所选分群不存在' });
  await tx.execute('DELETE FROM product_hidden_segment WHERE product_id = ?', [productId]);
  await insertMany(
    tx,
    'product_hidden_segment',
    ['product_id', 'segment_id'],
    unique.map((id) => [productId, id]),
  );
  return unique.length > 0 ? 1 : 0;
}

function asTaken(error: unknown): never {
  throw isDuplicate(error) ? new Invalid({ field: 'name', rule: 'other', zh: '这个品牌已有同名商品' }) : error;
}
