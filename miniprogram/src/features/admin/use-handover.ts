import { useState } from 'react';
import { useAnswer, useCommand } from '@/platform/query';
import { confirm, toast } from '@/platform/toast';
import { consequence, type Handover, missing, type Staff, shopsMoved } from './handover';

/** Whose shops go to whom. Those who have left still have shops to hand over, but get none. */
export function useHandover(fromId: number | null) {
  const staff = useAnswer('staff.list', { query: { role: 'salesperson', limit: 100 } });
  const [given, setGiven] = useState(fromId);
  const [taker, setTaker] = useState<number | null>(null);
  const [shopIds, setShopIds] = useState<number[] | null>(null);
  const people: Staff[] = staff.data?.items ?? [];
  const find = (id: number | null) => people.find((one) => one.id === id);
  const handover: Handover = { from: find(given), to: find(taker), shopIds };
  const move = useCommand('shops.handOver', { refresh: ['staff.list', 'shops.list', 'shops.get', 'shops.history'] });
  const run = async () => {
    const { from, to } = handover;
    if (!from || !to) return;
    const asked = { title: `交接 ${shopsMoved(handover)} 家门店？`, loses: consequence(handover), action: '交接', danger: false };
    if (!(await confirm(asked))) return;
    const { shops } = await move.mutateAsync({
      body: { fromStaffId: from.id, toStaffId: to.id, ...(shopIds === null ? {} : { shopIds }) },
    });
    setShopIds(null);
    toast(`已交接 ${shops} 家门店`);
  };
  return {
    staff,
    people,
    handover,
    missing: missing(handover),
    setFrom: (id: number) => {
      setGiven(id);
      setShopIds((chosen) => chosen && []);
    },
    setTo: setTaker,
    setShopIds,
    run,
  };
}
