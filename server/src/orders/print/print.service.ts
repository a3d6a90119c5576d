import type { OrderView } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import { moneyInCapitals } from '@dianquan/shared/money-capitals';
import { ORDER_STATE_ZH } from '@dianquan/shared/workflow-switch';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Invalid } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import type { Input } from '../../platform/http/input';
import { OrderReader } from '../order-reader';
import { code128Svg } from './code128';
import { type Column, factList, headersOf, type Paper, page, table } from './sheet-html';

type Line = OrderView['lines'][number];
type Printed = { html: string; headers: Record<string, string> };
const METHOD_ZH: Record<OrderView['paymentMethod'], string> = {
  wechat: '微信支付',
  offline: '线下付款',
  account: '账期',
  deposit: '预存款',
};
const HOURS_8 = 8 * 3_600_000;

/** Paper for the counter and the van: the order, and what one delivery brings. Whoever prints sees on it what they see on the screen. */
@Injectable()
export class PrintService {
  constructor(
    private readonly clock: Clock,
    private readonly orders: OrderReader,
  ) {}

  async print(me: Actor, { id, what, shipmentId }: Input<'orders.print'>): Promise<Printed> {
    const order = await this.orders.get(me, id);
    return what === 'order' ? this.order(order) : this.delivery(order, shipmentId);
  }

  private order(order: OrderView): Printed {
    const lines = order.lines.filter(({ quantity }) => quantity > 0);
    const columns: Column<Line>[] = [
      { head: '序', value: ({ line }) => String(line) },
      { head: '编码', value: ({ code }) => code },
      { head: '商品', value: ({ name }) => name },
      { head: '规格', value: ({ spec }) => spec },
      { head: '数量', number: true, value: ({ quantity, unit }) => `${quantity} ${unit}` },
      { head: '单价', number: true, value: ({ unitFen }) => moneyText(unitFen) },
      { head: '金额', number: true, value: ({ totalFen }) => moneyText(totalFen) },
      { head: '备注', value: ({ note }) => note },
    ];
    const facts = [
      ...this.commonFacts(order),
      { name: '付款方式', value: METHOD_ZH[order.paymentMethod] },
      { name: '状态', value: ORDER_STATE_ZH[order.state] },
    ];
    const body = table(columns, lines, totalRow(columns.length, order.totalFen));
    return this.sheet('订货单', order.number, 'a4', factList(facts), body, ['制单', '审核', '客户签字']);
  }

  /** @throws Invalid for a delivery that this order doesn't have */
  private delivery(order: OrderView, shipmentId?: number): Printed {
    const shipment = shipmentId === undefined ? order.shipments.at(-1) : order.shipments.find(({ id }) => id === shipmentId);
    if (!shipment) throw new Invalid({ field: 'shipmentId', rule: 'not_found', zh: '没有这张送货单，请先发货' });
    const rows = shipment.lines.flatMap(({ line, quantity }) => {
      const of = order.lines.find((one) => one.line === line);
      return of ? [{ ...of, sent: quantity, fen: (of.unitFen / of.factor) * quantity }] : [];
    });
    const columns: Column<(typeof rows)[number]>[] = [
      { head: '序', value: ({ line }) => String(line) },
      { head: '编码', value: ({ code }) => code },
      { head: '商品', value: ({ name, spec }) => `${name} ${spec}`.trim() },
      { head: '数量', number: true, value: ({ sent, factor, unit }) => (sent % factor === 0 ? `${sent / factor} ${unit}` : `${sent}`) },
      { head: '单价', number: true, value: ({ unitFen }) => moneyText(unitFen) },
      { head: '金额', number: true, value: ({ fen }) => moneyText(fen) },
      { head: '备注', value: ({ note }) => note },
    ];
    const facts = [
      ...this.commonFacts(order),
      { name: '仓库', value: shipment.warehouseName },
      { name: '配送员', value: shipment.courierName ?? '' },
      { name: '发货时间', value: shanghaiTime(Date.parse(shipment.shippedAt)) },
    ];
    const total = rows.reduce((sum, { fen }) => sum + fen, 0);
    const body = table(columns, rows, totalRow(columns.length, total));
    return this.sheet('送货单', shipment.number, 'half', factList(facts), body, ['发货', '配送', '收货签字']);
  }

  private commonFacts({ number, shopName, address, placedAt, placedBy, wish }: OrderView) {
    return [
      { name: '订单号', value: number },
      { name: '客户', value: shopName },
      { name: '收货人', value: address ? `${address.contact} ${address.phone}` : '' },
      { name: '下单', value: `${shanghaiTime(Date.parse(placedAt))} ${placedBy.name}${placedBy.onBehalf ? '（代下单）' : ''}` },
      { name: '地址', value: address?.address ?? '', wide: true },
      { name: '要求', value: wish, wide: true },
    ];
  }

  private sheet(title: string, number: string, paper: Paper, facts: string, body: string, signatures: string[]): Printed {
    const signed = signatures.map((name) => `<span>${name}：</span>`).join('');
    const printed = `<p class="note">打印时间 ${shanghaiTime(this.clock.now())}</p>`;
    const html = `<header>${code128Svg(number)}<h1>${title}</h1></header>${facts}${body}<footer>${signed}</footer>${printed}`;
    return { html: page(`${title} ${number}`, paper, html), headers: headersOf(paper) };
  }
}

const totalRow = (width: number, fen: number): string =>
  `<tr><td colspan="${width - 2}">合计（大写）：${moneyInCapitals(fen)}</td><td class="n" colspan="2">${moneyText(fen)}</td></tr>`;

const shanghaiTime = (at: number): string => new Date(at + HOURS_8).toISOString().slice(0, 16).replace('T', ' ');
