import { unavailable } from './faults';

export type Release = () => void;

export interface Gate {
  /** Resolves when it is the caller's turn; everybody else waits until the release. */
  enter(): Promise<Release>;
  /** Runs a single statement: at once when nobody is inside, otherwise in its turn. */
  pass<T>(statement: () => T): T | Promise<T>;
}

interface Waiting {
  admit(): void;
}

/**
 * SQLite has one connection and so one transaction at a time. Whoever begins one takes the gate, in the order of asking;
 * a statement from outside waits for its turn, because otherwise it would fall into a stranger's transaction.
 */
export class SqliteGate implements Gate {
  private inside = false;
  private readonly queue = new Set<Waiting>();

  constructor(private readonly waitLimitMs: number) {}

  enter(): Promise<Release> {
    if (!this.inside) {
      this.inside = true;
      return Promise.resolve(this.leaveOnce());
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        admit: () => {
          clearTimeout(timer);
          resolve(this.leaveOnce());
        },
      };
      const timer = setTimeout(() => {
        this.queue.delete(waiting);
        reject(unavailable(new Error(`waited more than ${this.waitLimitMs} ms for the database`)));
      }, this.waitLimitMs);
      this.queue.add(waiting);
    });
  }

  pass<T>(statement: () => T): T | Promise<T> {
    if (!this.inside) return statement();
    return this.enter().then((leave) => {
      try {
        return statement();
      } finally {
        leave();
      }
    });
  }

  private leaveOnce(): Release {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.queue.values().next().value;
      if (next === undefined) {
        this.inside = false;
        return;
      }
      this.queue.delete(next);
      next.admit();
    };
  }
}
