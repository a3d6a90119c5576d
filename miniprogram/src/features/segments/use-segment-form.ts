import type { SegmentView } from '@dianquan/shared/contract/segments';
import { useState } from 'react';
import type { ApiError } from '@/platform/api-error';
import { useCommand } from '@/platform/query';
import { toastError } from '@/platform/toast';
import { draftOf, emptyDraft, ruleOf } from './rule-draft';

export type SegmentKind = SegmentView['kind'];

/** A segment while it is being made or changed; a manual one holds only what is added to it and taken away. */
export function useSegmentForm(segment: SegmentView | null, kind: SegmentKind, onSaved: (segment: SegmentView) => void) {
  const [name, setName] = useState(segment?.name ?? '');
  const [nameFault, setNameFault] = useState<string | null>(null);
  const [draft, setDraft] = useState(() => (segment?.rule ? draftOf(segment.rule) : emptyDraft()));
  const [added, setAdded] = useState<number[]>([]);
  const [removed, setRemoved] = useState<number[]>([]);
  const [refused, setRefused] = useState<ApiError | null>(null);
  const { rule, paths } = ruleOf(draft);

  const settled = {
    refresh: ['segments.list' as const, 'segments.get' as const, 'segments.shops' as const],
    onDone: onSaved,
    onError: (error: ApiError) => {
      setRefused(error);
      const named = error.faults.find(({ field }) => field === 'name');
      if (named) setNameFault(named.zh);
      else toastError(error);
    },
  };
  const create = useCommand('segments.create', settled);
  const update = useCommand('segments.update', settled);

  const save = () => {
    if (name.trim() === '') {
      setNameFault('给分群起个名字');
      return;
    }
    setRefused(null);
    if (!segment) create.mutate({ body: kind === 'rule' ? { name, rule } : { name, shopIds: added } });
    else update.mutate({ params: { id: segment.id }, body: { name, ...(kind === 'rule' ? { rule } : shopChanges(added, removed)) } });
  };

  return {
    name,
    setName: (value: string) => {
      setName(value);
      setNameFault(null);
    },
    nameFault,
    draft,
    setDraft,
    rule,
    /** Faults of a refusal, by the key of the condition they belong to. */
    faultsOf: (error: ApiError | null) => faultsByPart(paths, error ?? refused),
    added,
    setAdded,
    removed,
    toggleRemoved: (id: number) => setRemoved((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id])),
    save,
    busy: create.isPending || update.isPending,
  };
}

function shopChanges(added: number[], removed: number[]) {
  return { addShopIds: added.length > 0 ? added : undefined, removeShopIds: removed.length > 0 ? removed : undefined };
}

/** `rule.all.0.in.1` is the fault of the condition at `rule.all.0`; the deepest part that holds the path has it. */
export function faultsByPart(paths: Record<number, string>, error: ApiError | null): Record<number, string> {
  const found: Record<number, string> = {};
  for (const { field, zh } of error?.faults ?? []) {
    const holders = Object.entries(paths).filter(([, path]) => field === path || field.startsWith(`${path}.`));
    const [deepest] = holders.sort(([, a], [, b]) => b.length - a.length);
    if (deepest) found[Number(deepest[0])] = zh;
  }
  return found;
}
