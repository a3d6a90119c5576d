import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Fragment } from '../../platform/database/sql';
import { gramsOfQuery, isLetters, type Reading, type SearchQuery } from './search-grams';
import { score } from './search-score';

/** More than that nobody turns pages for. */
export const MOST_FOUND = 200;
/** Freer readings are asked only while fewer than that were found. */
const ENOUGH = 20;
/** Of a long query so many grams narrow it down; all of it is verified afterwards. */
const MOST_JOINED = 4;
type Row = [id: number, text: string, sound: string];

/** Products that fit what was typed, the best first. */
@Injectable()
export class SearchCandidates {
  constructor(private readonly db: Database) {}

  /** `where` is a condition on `p`. The same words find the same products in the same order, page after page. */
  async find(typed: string, where: Fragment): Promise<number[]> {
    const query = gramsOfQuery(typed);
    if (!query) return [];
    const fitting = await this.asked(query, query.readings, where, false);
    return fitting.length > 0 ? fitting : this.asked(query, query.fuzzy, where, true);
  }

  private async asked(query: SearchQuery, readings: readonly Reading[], where: Fragment, isFuzzy: boolean): Promise<number[]> {
    const worth = new Map<number, number>();
    // Chinese that stands there as it was typed is verified on the text alone.
    const sounds = isFuzzy || query.tokens.some(isLetters);
    const asked = new Set<string>();
    for (const reading of readings) {
      if (reading.grams.length === 0 || worth.size >= ENOUGH) continue;
      const key = JSON.stringify(reading);
      if (asked.has(key)) continue;
      asked.add(key);
      for (const [id, text, sound] of await this.rows(reading, where, sounds)) {
        if (worth.has(id)) continue;
        const value = score(query, { text, sound }, isFuzzy);
        if (value > 0) worth.set(id, value);
      }
    }
    return [...worth]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, MOST_FOUND)
      .map(([id]) => id);
  }

  private rows(reading: Reading, where: Fragment, sounds: boolean): Promise<Row[]> {
    const grams = reading.atLeast >= reading.grams.length ? allOf(reading.grams) : someOf(reading);
    return this.db.hot<Row>(
      `SELECT p.id, p.search_text, ${sounds ? 'p.search_sound' : `''`} AS sound FROM ${grams.sql} JOIN product p ON p.id = g.product_id
       WHERE ${grams.where} AND ${where.sql} ORDER BY g.weight DESC, g.product_id DESC LIMIT ${MOST_FOUND}`,
      [...grams.params, ...where.params],
    );
  }
}

type Source = { sql: string; where: string; params: (string | number)[] };

/** Each gram is one range of the key; of one alone the weightiest come straight from the index. */
function allOf(all: readonly string[]): Source {
  const [first = '', ...more] = all.slice(0, MOST_JOINED);
  const joins = more.map((_, i) => `JOIN product_gram g${i} ON g${i}.product_id = g.product_id AND g${i}.gram = ?`);
  return { sql: `product_gram g ${joins.join(' ')}`, where: 'g.gram = ?', params: [...more, first] };
}

function someOf({ grams, atLeast }: Reading): Source {
  return {
    sql: `(SELECT product_id, SUM(weight) AS weight FROM product_gram WHERE gram IN (${grams.map(() => '?').join(',')})
       GROUP BY product_id HAVING COUNT(*) >= ${Math.max(1, atLeast)}) g`,
    where: '(1 = 1)',
    params: [...grams],
  };
}
