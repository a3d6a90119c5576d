import Taro from '@tarojs/taro';
import { COLOURS } from '@/theme/tokens';
import { sayError } from './api-error';

/** One short sentence that goes away by itself. */
export function toast(title: string): void {
  void Taro.showToast({ title, icon: 'none', duration: 2200 });
}

/** The sentence of a failure. Faults of single fields belong under their fields instead (`useForm().takeFaults`). */
export function toastError(error: unknown): void {
  toast(sayError(error));
}

/** Asks once before something is lost, naming what: `confirm({ title: '撤回公告？', loses: '987 家已读记录会保留，但没有人再看得到它。', action: '撤回' })`. */
export async function confirm(asked: { title: string; loses: string; action: string; danger?: boolean }): Promise<boolean> {
  const { confirm: yes } = await Taro.showModal({
    title: asked.title,
    content: asked.loses,
    confirmText: asked.action.slice(0, 4),
    confirmColor: asked.danger === false ? COLOURS.pine : COLOURS.danger,
    cancelText: '先不',
    cancelColor: COLOURS.secondary,
  });
  return yes;
}

/** A choice out of a few, from the bottom; null when left without one. */
export async function choose<T extends string>(options: readonly T[]): Promise<T | null> {
  try {
    const { tapIndex } = await Taro.showActionSheet({ itemList: [...options], itemColor: COLOURS.ink });
    return options[tapIndex] ?? null;
  } catch {
    return null;
  }
}
