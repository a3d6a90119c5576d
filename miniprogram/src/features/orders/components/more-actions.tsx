import { Button } from '@/components/button';
import { choose } from '@/platform/toast';
import type { Action, ShopAction } from '../use-order-actions';

/** One other action stands by itself, several behind 更多. */
export function MoreActions({ actions, onTake }: { actions: Action[]; onTake: (action: ShopAction) => unknown }) {
  const [only, ...others] = actions;
  if (!only) return null;
  if (others.length === 0) return <Button kind="quiet" label={only.label} onTap={() => onTake(only.action)} />;
  const more = async () => {
    const label = await choose(actions.map((one) => one.label));
    const taken = actions.find((one) => one.label === label);
    if (taken) await onTake(taken.action);
  };
  return <Button kind="quiet" label="更多" onTap={more} />;
}
