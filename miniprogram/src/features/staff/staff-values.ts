import type { StaffRole } from '@dianquan/shared/roles';
import type { Region } from '@/components/region-picker';
import type { Item } from '@/platform/contract';

export type Staff = Item<'staff.list'>;
export type StaffValues = { name: string; wecomUserid: string; phone: string; roles: StaffRole[]; regions: Region[] };
export const NEW_STAFF: StaffValues = { name: '', wecomUserid: '', phone: '', roles: ['salesperson'], regions: [] };

export function valuesOf(staff: Staff): StaffValues {
  const { name, wecomUserid, phone, roles, regions } = staff;
  return { name, wecomUserid, phone: phone ?? '', roles, regions };
}

export function staffBody({ name, phone, roles, regions }: StaffValues) {
  return { name: name.trim(), phone: phone.trim() || null, roles, regions: regions.map(({ code }) => code) };
}

/** A region that lies within another one chosen says nothing new, and one that holds others takes their place. */
export function withRegion(regions: Region[], added: Region): Region[] {
  if (regions.some(({ code }) => added.code.startsWith(code))) return regions;
  return [...regions.filter(({ code }) => !code.startsWith(added.code)), added];
}
