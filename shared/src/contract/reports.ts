import { z } from 'zod';
import { ORDER_STATES } from '../workflow.js';
import { ID_MAX, id, type OperationSpec, page, pageOf, whole } from './operation.js';

export const SALES_BY = ['day', 'week', 'month', 'year', 'shop', 'salesperson', 'product', 'category', 'region'] as const;
const span = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  shopId: id.optional(),
  /** 0: of shops that were nobody's. */
  staffId: whole(0, ID_MAX).optional(),
  productId: id.optional(),
  categoryId: id.optional(),
  /** 00: of shops without a region. */
  regionCode: z
    .string()
    .regex(/^\d{2,9}$/)
    .optional(),
});
const salesRow = z.object({
  key: z.string(),
  label: z.string(),
  orders: z.number(),
  shops: z.number(),
  fen: z.number(),
  quantity: z.number(),
});
const sums = z.object({ orders: z.number(), shops: z.number(), fen: z.number() });
export const reportOperations = {
  'reports.overview': {
    summary: 'Today, this week and this month beside the time before, and what waits',
    answer: z.object({
      today: sums,
      yesterday: sums,
      week: sums,
      lastWeek: sums,
      month: sums,
      lastMonth: sums,
      /** The same spans before, each up to this time of the day: what today, this week and this month can be held against. */
      soFar: z.object({ yesterday: sums, lastWeek: sums, lastMonth: sums }),
      days: z.array(z.object({ day: z.string(), fen: z.number(), orders: z.number() })),
      openOrders: z.number(),
      /** The open ones by the last step done, in the order of the workflow; what has none is left out. */
      open: z.array(z.object({ state: z.enum(ORDER_STATES), orders: z.number() })),
      /** SKUs below their threshold in a warehouse. */
      lowStock: z.number(),
      owedFen: z.number(),
    }),
  },
  'reports.sales': {
    summary: 'Ordered goods by day, week, month, year, shop, salesperson, product, category or region; days are inclusive',
    query: page.extend({ ...span.shape, by: z.enum(SALES_BY) }),
    answer: pageOf(salesRow).extend({ total: sums }),
  },
  'reports.salesLines': {
    summary: 'The order lines that make a figure',
    query: page.extend(span.shape),
    answer: pageOf(
      z.object({
        orderId: z.number(),
        orderNumber: z.string(),
        day: z.string(),
        shopId: z.number(),
        shopName: z.string(),
        productName: z.string(),
        spec: z.string(),
        quantity: z.number(),
        unit: z.string(),
        fen: z.number(),
      }),
    ).extend({ total: sums }),
  },
  'reports.exportSales': { summary: 'The same as xlsx', query: span.extend({ by: z.enum(SALES_BY) }), answer: 'file' },
  'reports.reach': {
    summary: 'Announcement → read → ordered: shops that ordered what it showed, within the days set, after reading it',
    query: page,
    answer: pageOf(
      z.object({
        announcementId: z.number(),
        title: z.string(),
        publishedAt: z.string(),
        shops: z.number(),
        readShops: z.number(),
        orderedShops: z.number(),
        orders: z.number(),
        fen: z.number(),
        withinDays: z.number(),
      }),
    ),
  },
  'reports.reachShops': {
    summary: 'The shops behind a figure of reach: who ordered what the announcement showed, within the days set, after reading it',
    params: z.object({ announcementId: id }),
    query: page,
    answer: pageOf(
      z.object({
        shopId: z.number(),
        shopName: z.string(),
        salespersonName: z.string().nullable(),
        readAt: z.string(),
        orderedAt: z.string(),
        orders: z.number(),
        fen: z.number(),
      }),
    ),
  },
} as const satisfies Record<string, OperationSpec>;
