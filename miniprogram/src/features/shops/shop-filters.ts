import type { ShopLevel, ShopStatus } from '@dianquan/shared/roles';
import type { Region } from '@/components/region-picker';

export type ShopFilters = {
  q: string;
  status: ShopStatus | null;
  level: ShopLevel | null;
  joined: 'true' | 'false' | null;
  region: Region | null;
  tag: string | null;
};
export const NO_FILTERS: ShopFilters = { q: '', status: null, level: null, joined: null, region: null, tag: null };

/** Only what was chosen goes into the question. */
export function shopQuery({ q, status, level, joined, region, tag }: ShopFilters) {
  return {
    ...(q === '' ? {} : { q }),
    ...(status === null ? {} : { status }),
    ...(level === null ? {} : { level }),
    ...(joined === null ? {} : { joined }),
    ...(region === null ? {} : { regionCode: region.code }),
    ...(tag === null ? {} : { tag }),
  };
}

/** How many filters stand beside the words searched for. */
export function filterCount({ status, level, joined, region, tag }: ShopFilters): number {
  return [status, level, joined, region, tag].filter((chosen) => chosen !== null).length;
}
