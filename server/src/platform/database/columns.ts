import type { ValueTransformer } from 'typeorm';

/** MySQL's BIGINT reaches an entity as a string; every number that we keep in one is a safe integer. */
export const asNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

/** JSON kept as text: read whole, never queried into. */
export const asJson: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (value: string | null) => (value === null ? null : JSON.parse(value)),
};
