import type { Call } from '../app';
import type { Thing } from './worlds';

type Ids = number | string;
/** Which objects a parameter names; `send` says how the id is put into the request where that is not plain. */
export type Named = { names: Thing[]; send?: (id: Ids) => Partial<Call>; open?: string };
export type Unnamed = { none: string };
