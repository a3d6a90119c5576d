import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import type { PageConfig } from './pages';

/** The app's own realm: its globals, its modules and its timers. No eval and no AbortController in it, as on a phone. */
export class Realm {
  /** Thrown inside the app, or written to its console as an error. */
  readonly errors: string[] = [];
  app: Record<string, unknown> = {};
  readonly parse: (json: string) => unknown;
  private readonly context: vm.Context;
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly configs = new Map<string, PageConfig>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private loading: string | null = null;
  private closed = false;

  constructor(private readonly dist: string) {
    this.context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
    this.parse = vm.runInContext('JSON.parse', this.context) as (json: string) => unknown;
  }

  fill(wx: object, currentPages: () => unknown[]): void {
    const quiet = () => undefined;
    Object.assign(this.context, {
      wx,
      console: {
        log: quiet,
        info: quiet,
        debug: quiet,
        warn: quiet,
        error: (...told: unknown[]) => this.errors.push(told.map(String).join(' ')),
      },
      setTimeout: (act: () => void, wait?: number) => this.timer(setTimeout, act, wait),
      setInterval: (act: () => void, wait?: number) => this.timer(setInterval, act, wait),
      clearTimeout: (timer: NodeJS.Timeout) => this.stop(timer),
      clearInterval: (timer: NodeJS.Timeout) => this.stop(timer),
      App: (config: Record<string, unknown>) => {
        this.app = config;
      },
      Page: (config: PageConfig) => {
        if (this.loading) this.configs.set(this.loading, config);
      },
      Component: quiet,
      Behavior: quiet,
      getApp: () => this.app,
      getCurrentPages: currentPages,
    });
  }

  /** What a page's file hands to `Page`; its package is loaded with it, when it is first opened. */
  page(route: string): PageConfig {
    if (!this.configs.has(route)) {
      this.loading = route;
      this.require(`${route}.js`);
      this.loading = null;
    }
    const config = this.configs.get(route);
    if (!config) throw new Error(`${route} made no page`);
    return config;
  }

  require(file: string): unknown {
    const name = file.endsWith('.js') ? file : `${file}.js`;
    const known = this.modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.modules.set(name, module);
    const source = readFileSync(path.join(this.dist, name), 'utf8');
    const script = new vm.Script(`(function (require, module, exports) {${source}\n})`, { filename: name });
    const body = script.runInContext(this.context) as (...given: unknown[]) => void;
    body((wanted: string) => this.require(path.posix.join(path.posix.dirname(name), wanted)), module, module.exports);
    return module.exports;
  }

  guard(act: () => unknown): void {
    try {
      act();
    } catch (error) {
      this.errors.push(String((error as Error).stack ?? error));
    }
  }

  /** Nothing of the app runs on. */
  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private timer(set: (act: () => void, wait?: number) => NodeJS.Timeout, act: () => void, wait = 0): NodeJS.Timeout {
    const timer: NodeJS.Timeout = set(() => {
      if (set === setTimeout) this.timers.delete(timer);
      this.guard(act);
    }, wait);
    // What was still under way when the phone was laid aside must not start anything new.
    if (this.closed) clearTimeout(timer);
    else this.timers.add(timer);
    return timer;
  }

  private stop(timer: NodeJS.Timeout): void {
    this.timers.delete(timer);
    clearTimeout(timer);
  }
}
