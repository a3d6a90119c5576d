import type { TradeSettings } from '@dianquan/shared/contract/prices';

export type StockDisplay = TradeSettings['stockDisplay'];
export type Show = StockDisplay['default'];

export const SHOWS: { key: Show; label: string }[] = [
  { key: 'figure', label: '写出数量' },
  { key: 'word', label: '有货、少量、无货' },
  { key: 'none', label: '不显示' },
];

export function withLevel(display: StockDisplay, level: StockDisplay['levels'][number]['level'], show: Show | 'default'): StockDisplay {
  const others = display.levels.filter((one) => one.level !== level);
  return { ...display, levels: show === 'default' ? others : [...others, { level, show }] };
}

/** A segment that has a rule keeps its place; a new one is asked last, and without a rule it falls out. */
export function withSegment(display: StockDisplay, segmentId: number, show: Show | null): StockDisplay {
  const has = display.segments.some((one) => one.segmentId === segmentId);
  if (show === null) return { ...display, segments: display.segments.filter((one) => one.segmentId !== segmentId) };
  if (!has) return { ...display, segments: [...display.segments, { segmentId, show }] };
  return { ...display, segments: display.segments.map((one) => (one.segmentId === segmentId ? { segmentId, show } : one)) };
}

/** Of two segments that hold the same shop, the one that stands first decides. */
export function withFirst(display: StockDisplay, segmentId: number): StockDisplay {
  const first = display.segments.filter((one) => one.segmentId === segmentId);
  return { ...display, segments: [...first, ...display.segments.filter((one) => one.segmentId !== segmentId)] };
}
