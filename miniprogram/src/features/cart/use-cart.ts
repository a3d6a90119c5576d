import type { CartView } from '@dianquan/shared/contract/cart';
import { create } from 'zustand';
import type { Answer } from '@/platform/contract';
import { invalidate, putAnswer, useAnswer } from '@/platform/query';
import { call } from '@/platform/request';
import { toastError } from '@/platform/toast';
import { type CartLine, shownLines, sumOf, type Wanted } from './estimate';
import { LineWriter } from './line-writer';

type Who = { shopId: number | null; query: { shopId?: number }; mayOrder: boolean };
type Wishes = { wanted: Record<number, Wanted>; silent: boolean };
type Saved = Answer<'cart.setLine'>;

const NOTHING: Wishes = { wanted: {}, silent: false };
/** What was tapped and is not saved yet, by shop: a page that opens meanwhile shows it as well. */
const useWishes = create<Record<number, Wishes>>()(() => ({}));
const writers = new Map<number, LineWriter<Wanted, Saved>>();

export type Cart = ReturnType<typeof useCart>;

/** The cart of one shop: kept on the server, shown as it was tapped. */
export function useCart({ shopId, query, mayOrder }: Who) {
  const shop = shopId ?? 0;
  const answer = useAnswer('cart.get', { query }, { enabled: mayOrder });
  const { wanted, silent } = useWishes((all) => all[shop] ?? NOTHING);
  const lines = shownLines(answer.data?.lines ?? [], wanted);
  return {
    answer,
    lines,
    kinds: lines.length,
    totalFen: Object.keys(wanted).length === 0 && answer.data ? answer.data.totalFen : sumOf(lines),
    /** The network is away: what was tapped waits here. */
    silent,
    of: (skuId: number): CartLine | undefined => lines.find(({ sku }) => sku.id === skuId),
    set: (want: Wanted) => {
      change(shop, (old) => ({ ...old, wanted: { ...old.wanted, [want.sku.id]: want } }));
      writerOf(shop, query).want(want.sku.id, want);
    },
    /** Before an order: true when the server has all that is seen here. */
    settle: () => writers.get(shop)?.flush() ?? Promise.resolve(true),
  };
}

function writerOf(shop: number, query: Who['query']): LineWriter<Wanted, Saved> {
  const known = writers.get(shop);
  if (known) return known;
  const writer = new LineWriter<Wanted, Saved>({
    send: ({ sku, unit, quantity, note }) => call('cart.setLine', { params: { skuId: sku.id }, body: { ...query, unit, quantity, note } }),
    onSaved: (skuId, saved, current) => {
      putAnswer('cart.get', { query }, (old) => withLine(old, skuId, saved));
      if (current) forgetWish(shop, skuId);
    },
    onRefused: (skuId, error) => {
      forgetWish(shop, skuId);
      toastError(error);
      void invalidate('cart.get');
    },
    onSilent: () => change(shop, (old) => ({ ...old, silent: true })),
  });
  writers.set(shop, writer);
  return writer;
}

function withLine(cart: CartView, skuId: number, { version, kinds, totalFen, line }: Saved): CartView {
  const at = cart.lines.findIndex(({ sku }) => sku.id === skuId);
  const lines = cart.lines.filter(({ sku }) => sku.id !== skuId);
  if (line) lines.splice(at === -1 ? lines.length : at, 0, line);
  return { ...cart, version, kinds, totalFen, lines };
}

function forgetWish(shop: number, skuId: number): void {
  change(shop, ({ wanted }) => {
    const { [skuId]: _, ...rest } = wanted;
    return { wanted: rest, silent: false };
  });
}

function change(shop: number, next: (old: Wishes) => Wishes): void {
  useWishes.setState((all) => ({ [shop]: next(all[shop] ?? NOTHING) }));
}
