import { useState } from 'react';
import { useForm } from '@/components/use-form';
import type { Answer, Input } from '@/platform/contract';
import { useAnswer, useCommand } from '@/platform/query';
import { useRegionNames } from '@/platform/regions';
import { confirm, toast, toastError } from '@/platform/toast';

export type Address = Answer<'deliveryAddresses.list'>['items'][number];
type Values = { contact: string; phone: string; region: { code: string; name: string } | null; address: string; isDefault: boolean };
const EMPTY: Values = { contact: '', phone: '', region: null, address: '', isDefault: false };

/** Where a shop has its goods sent. The list is saved as a whole, so each change is made on what was last read. */
export function useAddresses(shopId: number) {
  const answer = useAnswer('deliveryAddresses.list', { params: { shopId } }, { staleTime: 0 });
  const put = useCommand('deliveryAddresses.put', { refresh: ['deliveryAddresses.list'] });
  const items = answer.data?.items ?? [];
  const save = (next: Input<'deliveryAddresses.put'>['body']['items']) => put.mutateAsync({ params: { shopId }, body: { items: next } });
  return {
    answer,
    items,
    save: async (values: Values, old: Address | null): Promise<Address | undefined> => {
      const { region, ...rest } = values;
      const changed = { ...(old ? { id: old.id } : {}), ...rest, regionCode: region?.code ?? null };
      const others = items.filter(({ id }) => id !== old?.id).map((one) => (changed.isDefault ? { ...one, isDefault: false } : one));
      const at = old ? items.findIndex(({ id }) => id === old.id) : others.length;
      const saved = await save([
        ...others.slice(0, at),
        { ...changed, isDefault: changed.isDefault || others.length === 0 },
        ...others.slice(at),
      ]);
      toast('地址已保存');
      return saved.items[at];
    },
    remove: async (old: Address) => {
      if (!(await confirm({ title: '删除这个地址？', loses: `${old.contact}，${old.address}`, action: '删除' }))) return;
      await save(items.filter(({ id }) => id !== old.id)).catch(toastError);
    },
  };
}

export function useAddressForm(old: Address | null) {
  const names = useRegionNames(old?.regionCode ? [old.regionCode] : []);
  const form = useForm<Values>(old ? { ...old, region: old.regionCode ? { code: old.regionCode, name: '' } : null } : EMPTY);
  const [tried, setTried] = useState(false);
  const { values } = form;
  const faults = {
    contact: values.contact.trim() === '' ? '请填写收货人' : null,
    phone: /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})$/.test(values.phone.trim()) ? null : '请填写手机号或带区号的座机',
    address: values.address.trim() === '' ? '请填写详细地址' : null,
  };
  const region =
    values.region && values.region.name === ''
      ? { ...values.region, name: names[values.region.code] ?? values.region.code }
      : values.region;
  return {
    form,
    region,
    fault: (field: keyof typeof faults) => form.fault(field) ?? (tried ? faults[field] : null),
    /** The values when all is well, else the faults show. */
    take: (): Values | null => {
      setTried(true);
      if (Object.values(faults).some((fault) => fault !== null)) return null;
      return { ...values, contact: values.contact.trim(), phone: values.phone.trim(), address: values.address.trim() };
    },
  };
}
