import { useState } from 'react';
import { ApiError } from '@/platform/api-error';
import { forget, readStored, store } from '@/platform/storage';
import { toastError } from '@/platform/toast';

export type Form<V extends object> = {
  values: V;
  /** Takes the fault off that field, as the person is mending it. */
  set: <K extends keyof V & string>(field: K, value: V[K]) => void;
  setAll: (values: Partial<V>) => void;
  fault: (field: string) => string | null;
  setFault: (field: string, sentence: string) => void;
  /** Puts the faults of a refusal under their fields; anything else is told in a toast. */
  takeFaults: (error: unknown) => void;
  /** After it was sent: the kept draft goes. */
  done: () => void;
};

/** The values of a form. With `draft`, what is typed is kept on this phone until `done()`, also when the page is left. */
export function useForm<V extends object>(initial: V, { draft }: { draft?: string } = {}): Form<V> {
  const key = draft && `draft:${draft}`;
  const [values, setValues] = useState<V>(() => ({ ...initial, ...(key ? readStored<Partial<V>>(key) : null) }));
  const [faults, setFaults] = useState<Record<string, string>>({});

  const setAll = (changed: Partial<V>) => {
    setValues((old) => {
      const now = { ...old, ...changed };
      if (key) store(key, now);
      return now;
    });
    setFaults((old) =>
      Object.fromEntries(Object.entries(old).filter(([field]) => !Object.keys(changed).some((name) => belongs(field, name)))),
    );
  };
  return {
    values,
    set: (field, value) => setAll({ [field]: value } as unknown as Partial<V>),
    setAll,
    fault: (field) => Object.entries(faults).find(([name]) => belongs(name, field))?.[1] ?? null,
    setFault: (field, sentence) => setFaults((old) => ({ ...old, [field]: sentence })),
    takeFaults: (error) => {
      const found = error instanceof ApiError ? error.faults.filter((fault) => knows(initial, fault.field)) : [];
      if (found.length === 0) toastError(error);
      else setFaults(Object.fromEntries(found.map(({ field, zh }) => [field, zh])));
    },
    done: () => {
      if (key) forget(key);
    },
  };
}

/** `contacts.0.phone` belongs to the field `contacts`. */
function belongs(fault: string, field: string): boolean {
  return fault === field || fault.startsWith(`${field}.`) || fault.startsWith(`body.${field}`);
}

function knows(initial: object, fault: string): boolean {
  return Object.keys(initial).some((field) => belongs(fault, field));
}
