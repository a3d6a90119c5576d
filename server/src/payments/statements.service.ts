import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { StatementView } from '@dianquan/shared/contract/payments';
import type { FieldFault } from '@dianquan/shared/errors';
import { shanghaiDayText } from '@dianquan/shared/shanghai-day';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Sql } from '../platform/database/sql';
import { Invalid, NotFound, Refused } from '../platform/errors';
import { type Actor, isStaff, type MemberActor, type StaffActor } from '../platform/http/actor';
import { Events } from '../platform/jobs/events';
import { type SheetColumn, sheetFile } from '../platform/sheets/sheet-writer';
import { BalanceRows } from './balance-rows';
import { StatementReplied } from './events';
import { endOfMonth, monthOf } from './months';
import { mustSeeShop } from './payments.policy';
import { type Objection, StatementAnswers, withReplies } from './statement-answers';
import { StatementFigures } from './statement-figures';

type Said = Pick<Objection, 'lineId' | 'text'>;
type SheetRow = [string, string, string, number | null, number, string, string];

const KIND_ZH = { delivery: '发货', payment: '付款', return: '退货', refund: '退款', adjustment: '调整' } as const;
const HEADERS = ['日期', '类型', '摘要', '金额（元）', '余额（元）', '异议', '答复'];

/** A month of a shop, as both sides see it, and what the shop says to it. */
@Injectable()
export class StatementsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly balances: BalanceRows,
    private readonly events: Events,
    private readonly answers: StatementAnswers,
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
      const before = (await this.answers.find(tx, shopId, month))?.objections ?? [];
      await this.answers.keep(tx, view, {
        state: confirm ? 'confirmed' : 'objected',
        // Confirmed, what was said about it stays to be read.
        objections: confirm ? before : withReplies(objections, before),
        accountId: me.accountId,
        at: this.clock.now(),
      });
      return this.view(tx, shop, month);
    });
  }

  /** @throws Refused statement_confirmed, Invalid for a line that nobody objects to */
  async reply(me: StaffActor, { shopId, month, lineId, text }: Input<'statements.reply'>): Promise<Answer<'statements.reply'>> {
    const shop = await mustSeeShop(this.db, me, shopId);
    return this.db.transaction(async (tx) => {
      await this.balances.lock(tx, [shopId]);
      const answer = await this.answers.find(tx, shopId, month);
      if (answer?.state === 'confirmed') throw new Refused('statement_confirmed');
      const objection = answer?.objections.find((one) => one.lineId === lineId);
      if (!answer || !objection) throw new Invalid({ field: 'lineId', rule: 'not_found', zh: '门店对这一笔没有异议' });
      const [staff] = await tx.query<{ name: string }>('SELECT name FROM staff WHERE id = ?', [me.staff.id]);
      objection.reply = { text, at: this.clock.now(), by: staff?.name ?? '' };
      const view = await this.view(tx, shop, month);
      await this.answers.keep(tx, view, answer);
      await this.events.publish(tx, new StatementReplied(shopId, month, lineId, text, this.clock.now()));
      await this.audit.record(tx, me, 'statements.reply', `shop:${shopId}`, { month, lineId, text });
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
    const answer = await this.answers.find(sql, shop.id, month);
    const said = new Map(answer?.objections.map((one) => [one.lineId, one]));
    return {
      shopId: shop.id,
      shopName: shop.name,
      month,
      ...sums,
      lines: lines.map((line) => ({ ...line, ...saidOf(said.get(line.id)) })),
      answer: answer
        ? { state: answer.state, at: new Date(answer.at).toISOString(), by: answer.by }
        : { state: 'open', at: null, by: null },
      running: endOfMonth(month) > now,
    };
  }
}

function saidOf(said: Objection | undefined): Pick<StatementView['lines'][number], 'objection' | 'reply'> {
  const { text = null, reply } = said ?? {};
  return { objection: text, reply: reply ? { ...reply, at: new Date(reply.at).toISOString() } : null };
}

function check({ lines }: StatementView, confirm: boolean, objections: Said[]): void {
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
    ['', '期初余额', month, null, openingFen / 100, '', ''],
    ...lines.map(({ at, kind, text, fen, balanceFen, objection, reply }): SheetRow => {
      const said = [objection ?? '', reply?.text ?? ''] as const;
      return [shanghaiDayText(Date.parse(at)), KIND_ZH[kind], text, fen / 100, balanceFen / 100, ...said];
    }),
    ['', '期末余额', month, null, closingFen / 100, '', ''],
  ];
}
