import type { SkuView } from '@dianquan/shared/contract/skus';
import { checkQuantity } from '@dianquan/shared/units';
import type { Answer, Input } from '@/platform/contract';

/** What can be ordered at once from an announcement or a post, while it is put together; quantities as they are typed. */
export type OfferLine = Pick<SkuView, 'units' | 'minimum' | 'step' | 'maximum'> & {
  skuId: number;
  name: string;
  unit: string;
  typed: string;
};
export type OfferDraft = { title: string; lines: OfferLine[] };
type Body = Required<Pick<Input<'orderSets.put'>['body'], 'title' | 'lines'>>;

export const NO_OFFER: OfferDraft = { title: '', lines: [] };
/** As many as the server takes. */
export const MOST_LINES = 50;

const lineOf = (sku: SkuView, productName: string, unit: string, quantity: number): OfferLine => ({
  skuId: sku.id,
  name: `${productName} ${sku.spec}`.trim(),
  units: sku.units,
  minimum: sku.minimum,
  step: sku.step,
  maximum: sku.maximum,
  unit,
  typed: String(quantity),
});

export const offerOf = (set: Answer<'orderSets.get'>): OfferDraft => ({
  title: set.title,
  lines: set.lines.map(({ sku, productName, quantity, unit }) => lineOf(sku, productName, unit, quantity)),
});

/** In the unit in which it comes by the most pieces that still is within the limits, else as little as may be ordered. */
export function withSku(draft: OfferDraft, sku: SkuView, productName: string): OfferDraft {
  if (draft.lines.some(({ skuId }) => skuId === sku.id)) return draft;
  const [base] = sku.units;
  const largest = [...sku.units].reverse().find(({ name }) => checkQuantity(1, name, sku.units, sku).fault === null);
  const least = Math.ceil(Math.max(1, sku.minimum) / sku.step) * sku.step;
  const line = largest ? lineOf(sku, productName, largest.name, 1) : lineOf(sku, productName, base?.name ?? '', least);
  return { ...draft, lines: [...draft.lines, line] };
}

export function lineFault({ typed, unit, units, ...rules }: OfferLine): string | null {
  if (!/^\d{1,8}$/.test(typed.trim())) return '写数量';
  return checkQuantity(Number(typed), unit, units, rules).fault?.zh ?? null;
}

/** What keeps it from being offered; nothing where nothing is offered. */
export function offerFault({ lines }: OfferDraft): string | null {
  const faulty = lines.find((line) => lineFault(line) !== null);
  return faulty ? `${faulty.name}：${lineFault(faulty)}` : null;
}

/** As it can be kept now: lines that are half written wait on this screen until they are whole. */
export const offerBody = ({ title, lines }: OfferDraft): Body => ({
  title: lines.length === 0 ? '' : title.trim(),
  lines: lines.filter((line) => lineFault(line) === null).map(({ skuId, typed, unit }) => ({ skuId, quantity: Number(typed), unit })),
});

export const isSameOffer = (one: OfferDraft, other: OfferDraft): boolean =>
  JSON.stringify(offerBody(one)) === JSON.stringify(offerBody(other));
