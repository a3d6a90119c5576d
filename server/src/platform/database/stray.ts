import { AsyncLocalStorage } from 'node:async_hooks';

/** Marks everything that runs on behalf of a transaction's work; `open` turns false when the transaction has ended. */
export interface TransactionScope {
  open: boolean;
  /** Set when the server has given the transaction up: work that swallowed that error must not seem to have succeeded. */
  doom?: unknown;
}

const scopes = new AsyncLocalStorage<TransactionScope>();

export class StrayStatement extends Error {
  constructor(statement: string) {
    super(
      `Inside a transaction, but not through its tx: ${statement.slice(0, 200)}\n` +
        'On SQLite this would wait for itself, on MySQL it would escape the transaction. Pass tx on and use it.',
    );
    this.name = 'StrayStatement';
  }
}

export function runInScope<T>(scope: TransactionScope, work: () => Promise<T>): Promise<T> {
  return scopes.run(scope, work);
}

/** Throws when the caller runs inside an open transaction other than `own`. */
export function refuseStray(statement: string, own?: TransactionScope): void {
  const scope = scopes.getStore();
  if (scope?.open && scope !== own) throw new StrayStatement(statement);
}
