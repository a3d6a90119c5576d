/** Mini-programs have no AbortController, and react-query makes one for every query. Ours only remembers that it was aborted. */
class Signal {
  aborted = false;
  reason: unknown = undefined;
  private listeners = new Set<() => void>();
  addEventListener(_: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }
  removeEventListener(_: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    for (const listener of this.listeners) listener();
  }
}

class Controller {
  readonly signal = new Signal();
  abort(reason?: unknown): void {
    this.signal.abort(reason);
  }
}

// `globalThis` may be missing as well; the bundle's own `AbortController` is bound to this by ProvidePlugin (config/index.ts).
export const AbortController =
  typeof window !== 'undefined' && typeof (window as { AbortController?: unknown }).AbortController === 'function'
    ? (window as unknown as { AbortController: typeof Controller }).AbortController
    : Controller;
