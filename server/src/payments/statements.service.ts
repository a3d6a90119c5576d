import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { StatementView } from '@dianquan/shared/contract/payments';
import type { FieldFault } from '@dianquan/shared/errors';
import { shanghaiDayText } from '@dianquan/shared/shanghai-day';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { type Sql, type Tx, upsertMany } from '../platform/database/sql';
import { Invalid, NotFound, Refused } from '../platform/errors';
import { type Actor, isStaff, type MemberActor } from '../platform/http/actor';
import { type SheetColumn, sheetFile } from '../platform/sheets/sheet-writer';
import { BalanceRows } from './balance-rows';
import { endOfMonth, monthOf } from './months';
import { mustSeeShop } from './payments.policy';
import { StatementFigures } from './statement-figures';

type AnswerRow = { state: 'confirmed' | 'objected'; objections: string; at: number; name: string | null };
type Objection = { lineId: number; text: string };
type SheetRow = [string, string, string, number | null, number, string];

const KIND_ZH = { delivery: '发货', payment: '付款', return: '退货', refund: '退款', adjustment: '调整' } as const;
const HEADERS = ['日期', '类型', '摘要', '金额（元）', '余额（元）', '异议'];

/** A month of a shop, as both sides see it, and what the shop says to it. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly balances: BalanceRows,
    private readonly figures: StatementFigures,
  ) {}

  async get(me: Actor, { shopId, month }: Input<'statements.get'>): Promise<StatementView> {
    return this.view(this.db, await mustSeeShop(this.db, me, shopId), month);
  }

  async answer(me: MemberActor, input: Input<'statements.answer'>): Promise<Answer<'statements.answer'>> {
    const { shopId, month, confirm, objections } = input;
    // Staff who keep a shop of their own see others, and answer for none of them.
    if (shopId !== me.member.shopId) throw new NotFound();
    const shop = await mustSeeShop(this.db, me, shopId);
    return this.db.transaction(async (tx) => {
      // Nobody posts to the shop's accounts meanwhile: what is confirmed is the whole month.
      await this.balances.lock(tx, [shopId]);
      const view = await this.view(tx, shop, month);
      if (view.running) throw new Refused('statement_running');
      if (view.answer.state === 'confirmed') {
        if (confirm) return view;
        throw new Refused('statement_confirmed');
      }
      check(view, confirm, objections);
      await this.keep(tx, me, view, confirm, objections);
      return this.view(tx, shop, month);
    });
  }

  async export(me: Actor, input: Input<'statements.export'>): Promise<StreamableFile> {
    const view = await this.get(me, input);
    if (isStaff(me)) {
      await this.db.transaction((tx) => this.audit.record(tx, me, 'statements.export', `shop:${view.shopId}`, { month: view.month }));
    }
    const columns = HEADERS.map(
      (header, at): SheetColumn<SheetRow> => ({
        header,
        width: at === 2 ? 40 : 16,
        value: (row) => row[at] ?? null,
      }),
    );
    return sheetFile(`对账单-${view.shopName}-${view.month}.xlsx`, columns, sheetRows(view));
  }

  private async view(sql: Sql, shop: { id: number; name: string }, month: string): Promise<StatementView> {
    const now = this.clock.now();
    if (month > monthOf(now)) throw new NotFound();
    const { lines, ...sums } = await this.figures.of(sql, shop.id, month);
    const [answer] = await sql.query<AnswerRow>(
      `SELECT s.state, s.objections, s.at, COALESCE(MIN(m.name), MIN(a.name)) AS name FROM statement_answer s
       LEFT JOIN account a ON a.id = s.account_id LEFT JOIN member m ON m.account_id = s.account_id AND m.shop_id = s.shop_id
       WHERE s.shop_id = ? AND s.month = ? GROUP BY s.state, s.objections, s.at`,
      [shop.id, month],
    );
    const objections = new Map(answer ? (JSON.parse(answer.objections) as Objection[]).map(({ lineId, text }) => [lineId, text]) : []);
    return {
      shopId: shop.id,
      shopName: shop.name,
      month,
      ...sums,
      lines: lines.map((line) => ({ ...line, objection: objections.get(line.id) ?? null })),
      answer: answer
        ? { state: answer.state, at: new Date(answer.at).toISOString(), by: answer.name }
        : { state: 'open', at: null, by: null },
      running: endOfMonth(month) > now,
    };
  }

  private async keep(tx: Tx, me: MemberActor, { shopId, month, closingFen }: StatementView, confirm: boolean, objections: Objection[]) {
    await upsertMany(
      tx,
      'statement_answer',
      ['shop_id', 'month', 'state', 'closing_fen', 'objections', 'account_id', 'at'],
      [[shopId, month, confirm ? 'confirmed' : 'objected', closingFen, JSON.stringify(objections), me.accountId, this.clock.now()]],
      ['shop_id', 'month'],
      ['state', 'closing_fen', 'objections', 'account_id', 'at'],
    );
  }
}

function check({ lines }: StatementView, confirm: boolean, objections: Objection[]): void {
  const faults: FieldFault[] = [];
  if (confirm && objections.length > 0) faults.push({ field: 'objections', rule: 'other', zh: '有异议时不能同时确认对账单' });
  if (!confirm && objections.length === 0) faults.push({ field: 'objections', rule: 'required', zh: '请说明对哪一笔有异议' });
  for (const [i, { lineId }] of objections.entries()) {
    const isFirst = objections.findIndex((one) => one.lineId === lineId) === i;
    if (!isFirst) faults.push({ field: `objections.${i}.lineId`, rule: 'not_unique', zh: '同一笔只能写一条异议' });
    if (!lines.some(({ id }) => id === lineId)) {
      faults.push({ field: `objections.${i}.lineId`, rule: 'not_found', zh: '这份对账单里没有这一笔' });
    }
  }
  if (faults.length > 0) throw new Invalid(faults);
}

function sheetRows({ lines, openingFen, closingFen, month }: StatementView): SheetRow[] {
  return [
    ['', '期初余额', month, null, openingFen / 100, ''],
    ...lines.map(({ at, kind, text, fen, balanceFen, objection }): SheetRow => {
      return [shanghaiDayText(Date.parse(at)), KIND_ZH[kind], text, fen / 100, balanceFen / 100, objection ?? ''];
    }),
    ['', '期末余额', month, null, closingFen / 100, ''],
  ];
}
