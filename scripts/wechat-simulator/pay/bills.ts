import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { World } from '../state/world';
import { type BillEntry, billText } from './bill-text';
import { PayError } from './pay-error';
import { payRoute } from './pay-route';

const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;
const HOST = 'https://api.mch.weixin.qq.com';

export function billRoutes(scope: FastifyInstance, world: World): void {
  const files = new Map<string, { bytes: Buffer; until: number }>();

  payRoute(scope, world, 'bill', { method: 'GET', url: '/v3/bill/tradebill' }, ({ query }) => {
    const start = startOf(query('bill_date'));
    if (query('bill_type') !== '' && query('bill_type') !== 'ALL') throw PayError.parameter('/bill_type', '模拟器只出 ALL 类型的账单');
    mustBeReady(world, start);
    const entries = entriesOf(world, start);
    if (entries.length === 0) throw PayError.of(world.limits.pay.noBill, '账单文件不存在');
    const open = Buffer.from(billText(world.pay.account.mchId, entries, world.limits.pay.feePermille));
    const token = world.random.urlSafe(64);
    files.set(token, {
      bytes: query('tar_type') === 'GZIP' ? gzipSync(open) : open,
      until: world.clock.now() + world.limits.pay.billAddressLifeMs,
    });
    // The address is the platform's own: like any other of its addresses, it is up to the caller to find the simulator behind it.
    return {
      hash_type: 'SHA1',
      hash_value: createHash('sha1').update(open).digest('hex'),
      download_url: `${HOST}/v3/billdownload/file?token=${token}`,
    };
  });

  payRoute(scope, world, 'bill-file', { method: 'GET', url: '/v3/billdownload/file' }, ({ query }) => {
    const file = files.get(query('token'));
    if (!file || world.clock.now() >= file.until) throw new PayError(403, 'NO_AUTH', '下载地址无效或已过期');
    return file.bytes;
  });
}

function startOf(day: string): number {
  const start = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN;
  if (Number.isNaN(start)) throw PayError.parameter('/bill_date', '账单日期格式为 YYYY-MM-DD', day);
  return start;
}

/** A day's bill lies ready from about ten the next morning. */
function mustBeReady(world: World, start: number): void {
  const ready = start + DAY_MS + world.limits.pay.billReadyAtHour * 3_600_000;
  if (world.clock.now() < ready) throw PayError.of(world.limits.pay.billNotReady, '账单生成中，请稍后再试');
}

function entriesOf(world: World, start: number): BillEntry[] {
  const isThatDay = (at: number | null): at is number => at !== null && at >= start && at < start + DAY_MS;
  const { orders, refunds } = world.pay.book;
  const paid = [...orders.values()].flatMap((order): BillEntry[] => (isThatDay(order.paidAt) ? [{ at: order.paidAt, order }] : []));
  const given = [...refunds.values()].flatMap((refund): BillEntry[] =>
    isThatDay(refund.createdAt) ? [{ at: refund.createdAt, order: refund.order, refund }] : [],
  );
  return [...paid, ...given].sort((a, b) => a.at - b.at);
}

export const shanghaiDay = (ms: number): string => new Date(ms + OFFSET_MS).toISOString().slice(0, 10);
