import type { ShopRow } from '@dianquan/shared/contract/shops';
import { SHOP_STATUS_ZH } from '@dianquan/shared/roles';
import { shortRegion } from '@/components/region-text';

/** A 级 · 已合作 · 张伟 · 武侯区 */
export function shopWords({
  level,
  status,
  regionName,
  ownerStaffName,
}: Pick<ShopRow, 'level' | 'status' | 'regionName' | 'ownerStaffName'>): string {
  return [level && `${level} 级`, SHOP_STATUS_ZH[status], ownerStaffName, shortRegion(regionName)].filter(Boolean).join(' · ');
}

/** What a list of shops is narrowed to. */
export type ShopFilter = {
  q: string;
  status: ShopRow['status'] | null;
  level: NonNullable<ShopRow['level']> | null;
  region: { code: string; name: string } | null;
  staffId: number | null;
  joined: boolean | null;
};
export const NO_FILTER: ShopFilter = { q: '', status: null, level: null, region: null, staffId: null, joined: null };

/** As the API asks for it; what is not chosen is left out. */
export function queryOf({ q, status, level, region, staffId, joined }: ShopFilter) {
  return {
    q: q === '' ? undefined : q,
    status: status ?? undefined,
    level: level ?? undefined,
    regionCode: region?.code,
    ownerStaffId: staffId ?? undefined,
    joined: joined ?? undefined,
  };
}

/** How many choices beyond the search word are in force, for the button that opens them. */
export function choicesIn({ q: _, ...choices }: ShopFilter): number {
  return Object.values(choices).filter((choice) => choice !== null).length;
}
