import type { Call } from '../app';
import type { Scene } from './scene';

/**
 * Who may do what, written down. One letter for each actor, in three groups: nobody signed in · guest, owner, clerk, owner of another
 * segment's shop, removed clerk · salesperson of the shop, salesperson of another, manager, finance, warehouse, office, admin.
 * `o` is let through (done, or refused for another reason than who asks), 1 = 401, 3 = 403, 4 = 404: what one may not see does not exist.
 */
export type Row = { expected: string; call?: (scene: Scene) => Promise<Call> | Call };
