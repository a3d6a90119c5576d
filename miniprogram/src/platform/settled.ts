import { useEffect, useState } from 'react';

/** A value once it has stopped changing for a while, so that a server is asked when a person pauses and not at every letter. */
export function useSettled<T>(value: T, after = 400): T {
  const [settled, set] = useState(value);
  const key = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same content is no change
  useEffect(() => {
    const timer = setTimeout(() => set(value), after);
    return () => clearTimeout(timer);
  }, [key, after]);
  return settled;
}
