import type { ValueTransformer } from 'typeorm';

/** For entity columns of times and money: a number on both engines, whatever the driver makes of BIGINT. */
export const asNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value == null ? value : Number(value)),
};

/** For text columns that hold JSON, read and written whole. */
export const asJson: ValueTransformer = {
  to: (value: unknown) => (value == null ? value : JSON.stringify(value)),
  from: (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value),
};
