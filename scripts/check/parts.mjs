import { elapsed } from '../launch/progress.mjs';

/** @typedef {{ ok: boolean, text: string }} Finding */

/** Runs the parts of a check, a few at a time, and prints each with its time and what it found. */
export class Parts {
  /** @type {{ name: string, work: () => Promise<Finding> }[]} */
  #waiting = [];
  #counts = { passed: 0, failed: 0 };

  /** @param {number} width how many run at once */
  constructor(width) {
    this.width = width;
  }

  /** @param {string} name @param {() => Promise<Finding>} work */
  add(name, work) {
    this.#waiting.push({ name, work });
  }

  async run() {
    await Promise.all(Array.from({ length: this.width }, () => this.#lane()));
    return this.#counts;
  }

  async #lane() {
    for (let part = this.#waiting.shift(); part; part = this.#waiting.shift()) {
      const startedAt = Date.now();
      const { ok, text } = await part.work();
      this.#counts[ok ? 'passed' : 'failed'] += 1;
      console.log(`${ok ? '✓' : '✗'} ${part.name}  ${elapsed(startedAt)}`);
      if (text) console.log(text.trimEnd().replace(/^/gm, '    '));
    }
  }
}
