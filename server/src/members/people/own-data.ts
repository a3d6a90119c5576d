import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';

/**
 * One room's part of "everything stored about me". `key` names it in the file. What is erased goes by the event AccountErased.
 */
export type OwnDataSource = { key: string; collect(sql: Sql, accountId: number): Promise<unknown> };

@Injectable()
export class OwnData {
  private readonly sources: OwnDataSource[] = [];

  register(source: OwnDataSource): void {
    this.sources.push(source);
  }

  async collect(sql: Sql, accountId: number): Promise<Record<string, unknown>> {
    const parts: Record<string, unknown> = {};
    for (const source of this.sources) parts[source.key] = await source.collect(sql, accountId);
    return parts;
  }
}
