import { create } from 'zustand';
import { readStored, store } from '@/platform/storage';

const KEY = 'large-type';

/** Large-type mode: everything written is 1.2 times as large. Chosen in "me", remembered on this phone. */
export const useTextSize = create<{ large: boolean }>()(() => ({ large: readStored<boolean>(KEY) ?? false }));

export function setLargeType(large: boolean): void {
  store(KEY, large);
  useTextSize.setState({ large });
}
