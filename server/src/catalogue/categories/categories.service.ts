import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, isDuplicate, type Tx } from '../../platform/database/database';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { ProductIndex } from '../products/product-index';
import { Viewpoints } from '../viewpoint';
import { CategoryCounts } from './category-counts';
import { type Category, CategoryTree, idsOf } from './category-tree';

const DEEPEST = 4;
type CategoryView = Answer<'categories.create'>;

@Injectable()
export class CategoriesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly viewpoints: Viewpoints,
    private readonly tree: CategoryTree,
    private readonly counts: CategoryCounts,
    private readonly index: ProductIndex,
  ) {}

  async list(me: Actor): Promise<CategoryView[]> {
    const [view, categories] = await Promise.all([this.viewpoints.of(this.db, me), this.tree.known()]);
    const counts = await this.counts.of(view, categories);
    return categories.map((one) => viewOf(one, counts.get(one.id) ?? 0));
  }

  async create(me: StaffActor, { parentId, name, position }: Input<'categories.create'>): Promise<CategoryView> {
    const id = await this.db.transaction(async (tx) => {
      if (parentId !== null) await this.parent(tx, parentId);
      const { insertId } = await tx
        .execute('INSERT INTO category (parent_id, name, path, position, created_at) VALUES (?, ?, ?, ?, ?)', [
          parentId ?? 0,
          name,
          '',
          position,
          this.clock.now(),
        ])
        .catch(asTaken);
      await this.tree.arrange(tx);
      await this.refuseTooDeep(tx);
      await this.audit.record(tx, me, 'categories.create', `category:${insertId}`, { parentId, name });
      return insertId;
    });
    return this.one(me, id);
  }

  async update(me: StaffActor, { id, ...change }: Input<'categories.update'>): Promise<CategoryView> {
    await this.db.transaction(async (tx) => {
      const before = (await this.tree.read(tx, true)).find((one) => one.id === id);
      if (!before) throw new NotFound();
      if (typeof change.parentId === 'number') {
        const parent = await this.parent(tx, change.parentId);
        if (idsOf(parent.path).includes(id)) throw new Invalid({ field: 'parentId', rule: 'other', zh: '不能放到自己或自己的下级分类里' });
      }
      const after = {
        parentId: change.parentId === undefined ? before.parentId : (change.parentId ?? 0),
        name: change.name ?? before.name,
        position: change.position ?? before.position,
      };
      await tx
        .execute('UPDATE category SET parent_id = ?, name = ?, position = ? WHERE id = ?', [after.parentId, after.name, after.position, id])
        .catch(asTaken);
      await this.tree.arrange(tx);
      await this.refuseTooDeep(tx);
      // Its products are found by its name too.
      if (after.name !== before.name) await this.index.refreshCategory(tx, id);
      await this.audit.record(tx, me, 'categories.update', `category:${id}`, change);
    });
    return this.one(me, id);
  }

  async remove(me: StaffActor, id: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const categories = await this.tree.read(tx, true);
      const one = categories.find((category) => category.id === id);
      if (!one) throw new NotFound();
      const products = await tx.query('SELECT id FROM product WHERE category_id = ? LIMIT 1', [id]);
      if (products.length > 0 || categories.some(({ parentId }) => parentId === id)) throw new Refused('category_in_use');
      await tx.execute('DELETE FROM category WHERE id = ?', [id]);
      await this.tree.arrange(tx);
      await this.audit.record(tx, me, 'categories.remove', `category:${id}`, { name: one.name });
    });
  }

  private async one(me: Actor, id: number): Promise<CategoryView> {
    const found = (await this.list(me)).find((one) => one.id === id);
    if (!found) throw new NotFound();
    return found;
  }

  private async parent(tx: Tx, id: number): Promise<Category> {
    const parent = (await this.tree.read(tx, true)).find((one) => one.id === id);
    if (!parent) throw new Invalid({ field: 'parentId', rule: 'not_found', zh: '上级分类不存在' });
    return parent;
  }

  private async refuseTooDeep(tx: Tx): Promise<void> {
    if ((await this.tree.read(tx)).some(({ path }) => idsOf(path).length > DEEPEST)) throw new Refused('category_too_deep');
  }
}

const viewOf = ({ id, parentId, name, position }: Category, products: number): CategoryView => ({
  id,
  parentId: parentId === 0 ? null : parentId,
  name,
  position,
  products,
});

function asTaken(error: unknown): never {
  throw isDuplicate(error) ? new Refused('category_duplicate') : error;
}
