import { useForm } from '@/components/use-form';
import { useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import { bareRules, forWhom, type Level, type NamedRule, percentOf, permilleOf } from './level-draft';

type Values = {
  name: string;
  position: string;
  percent: string;
  shopLevels: Level['shopLevels'];
  segmentIds: number[];
  rules: NamedRule[];
  addShops: { id: number; name: string }[];
};
const EMPTY: Values = { name: '', position: '0', percent: '', shopLevels: [], segmentIds: [], rules: [], addShops: [] };

const REFRESH: ('priceLevels.list' | 'products.list' | 'products.get')[] = ['priceLevels.list', 'products.list', 'products.get'];

const valuesOf = (level: Level): Values => ({
  name: level.name,
  position: String(level.position),
  percent: level.permille === null ? '' : percentOf(level.permille),
  shopLevels: level.shopLevels,
  segmentIds: level.segments.map(({ id }) => id),
  rules: level.rules,
  addShops: [],
});

export function useLevelForm(level: Level | null, onDone: () => void) {
  const form = useForm<Values>(level ? valuesOf(level) : EMPTY);
  const { values } = form;
  const done = () => {
    toast('价格等级已保存');
    onDone();
  };
  const options = {
    refresh: REFRESH,
    onDone: done,
    onError: form.takeFaults,
  };
  const create = useCommand('priceLevels.create', options);
  const update = useCommand('priceLevels.update', options);
  const permille = values.percent.trim() === '' ? null : permilleOf(values.percent);
  const faults = {
    name: values.name.trim() === '' ? '给它起个名字' : null,
    percent: values.percent.trim() !== '' && permille === null ? '写百分数，例如 92.5' : null,
    position: /^\d{1,3}$|^1000$/.test(values.position) ? null : '0 到 1000',
  };
  return {
    form,
    faults,
    busy: create.isPending || update.isPending,
    ready: Object.values(faults).every((fault) => fault === null),
    save: () => {
      const body = {
        name: values.name.trim(),
        position: Number(values.position),
        permille,
        shopLevels: values.shopLevels,
        segmentIds: values.segmentIds,
        rules: bareRules(values.rules),
        addShopIds: values.addShops.map(({ id }) => id),
      };
      if (level) update.mutate({ params: { id: level.id }, body });
      else create.mutate({ body });
    },
  };
}

/** Asks once, saying who pays more from then on; null for a level that isn't kept yet. */
export function useLevelRemoval(level: Level | null, onDone: () => void): (() => Promise<void>) | null {
  const remove = useCommand('priceLevels.remove', { refresh: REFRESH });
  if (!level) return null;
  return async () => {
    const loses = `${forWhom(level)}：以后按别的等级价或标价。${level.rules.length} 条规则一起删除，已下的订单不变。`;
    if (!(await confirm({ title: `删除“${level.name}”？`, loses, action: '删除' }))) return;
    try {
      await remove.mutateAsync({ params: { id: level.id } });
      toast('价格等级已删除');
      onDone();
    } catch (error) {
      toastError(error);
    }
  };
}
