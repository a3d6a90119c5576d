import { Injectable } from '@nestjs/common';
import { Database, type Sql, type Tx } from '../../platform/database/database';
import { forUpdate } from '../../platform/database/sql';

export type Category = { id: number; parentId: number; name: string; path: string; position: number; place: number };

/** Real time, not the clock of the business: a clock that stands still must not keep an old tree for ever. */
const FRESH_MS = 5_000;
const SELECT = 'SELECT id, parent_id AS parentId, name, path, position, place FROM category';

/** The tree as a whole: some hundred rows, read from the top in the order of `place`. */
@Injectable()
export class CategoryTree {
  private seen: { categories: Category[]; until: number } | null = null;

  constructor(private readonly db: Database) {}

  /** At most five seconds old, this process' own changes at once. */
  async known(): Promise<Category[]> {
    if (!this.seen || this.seen.until < Date.now()) this.seen = { categories: await this.read(this.db), until: Date.now() + FRESH_MS };
    return this.seen.categories;
  }

  read(sql: Sql, lock = false): Promise<Category[]> {
    return sql.query<Category>(`${SELECT} ORDER BY place, id${lock ? forUpdate(sql) : ''}`);
  }

  /** From a category's place to the last below it; null for one that isn't there. */
  async range(id: number): Promise<{ first: number; last: number } | null> {
    const categories = await this.known();
    const top = categories.find((one) => one.id === id);
    if (!top) return null;
    const last = categories.reduce((most, { path, place }) => (path.startsWith(top.path) ? Math.max(most, place) : most), top.place);
    return { first: top.place, last };
  }

  /** From the root down, by a path such as `/3/17/`. */
  async names(path: string): Promise<{ id: number; name: string }[]> {
    const byId = new Map((await this.known()).map((one) => [one.id, one.name]));
    return idsOf(path).map((id) => ({ id, name: byId.get(id) ?? '' }));
  }

  /**
   * Writes down paths and places after categories were added, moved or taken away, for them and for the products in them. Once for
   * many changes is enough.
   */
  async arrange(tx: Tx): Promise<void> {
    const before = await this.read(tx, true);
    for (const { id, path, place } of arranged(before)) {
      const old = before.find((one) => one.id === id);
      if (old?.path === path && old.place === place) continue;
      await tx.execute('UPDATE category SET path = ?, place = ? WHERE id = ?', [path, place, id]);
      await tx.execute('UPDATE product SET category_path = ?, category_place = ? WHERE category_id = ?', [path, place, id]);
    }
    this.forget(tx);
  }

  forget(tx: Tx): void {
    tx.afterCommit(() => {
      this.seen = null;
    });
  }
}

/** `/3/17/` → [3, 17]. */
export const idsOf = (path: string): number[] => path.split('/').filter(Boolean).map(Number);

function arranged(categories: readonly Category[]): { id: number; path: string; place: number }[] {
  const below = new Map<number, Category[]>();
  for (const one of categories) below.set(one.parentId, [...(below.get(one.parentId) ?? []), one]);
  const result: { id: number; path: string; place: number }[] = [];
  const visit = (parentId: number, path: string): void => {
    for (const { id } of (below.get(parentId) ?? []).sort((a, b) => a.position - b.position || a.id - b.id)) {
      result.push({ id, path: `${path}${id}/`, place: result.length + 1 });
      visit(id, `${path}${id}/`);
    }
  };
  visit(0, '/');
  return result;
}
