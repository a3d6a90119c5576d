import { Injectable, type OnModuleInit } from '@nestjs/common';
import { shopScope } from '../members/shop-scope';
import { Database } from '../platform/database/database';
import { type FileGate, FileGates } from '../platform/files/file-gates';
import type { Actor } from '../platform/http/actor';

const TABLES = { order: 'shop_order', return: 'return_request' } as const;

/** Pictures of a delivery or of damaged goods are for those who may see the order or the return. */
@Injectable()
export class OrderFiles implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly gates: FileGates,
  ) {}

  onModuleInit(): void {
    this.gates.register(this.gate('order'));
    this.gates.register(this.gate('return'));
  }

  private gate(kind: keyof typeof TABLES): FileGate {
    return { kind, may: (actor, id) => this.may(actor, TABLES[kind], id) };
  }

  private async may(actor: Actor, table: string, id: number): Promise<boolean> {
    const scope = shopScope(actor, 's');
    const rows = await this.db.query(`SELECT x.id FROM ${table} x JOIN shop s ON s.id = x.shop_id WHERE x.id = ? AND ${scope.sql}`, [
      id,
      ...scope.params,
    ]);
    return rows.length > 0;
  }
}
