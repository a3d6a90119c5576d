const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const HEARTBEAT_MS = 15_000;

/** @typedef {{ label: string, startedAt: number, detail: string, toldAt: number }} Step */
/** @typedef {(detail: string) => void} Report says how far a step is: a percentage, a file name */

/** @type {Set<Step>} */
const active = new Set();
const out = process.stderr;
const live = Boolean(out.isTTY) && !process.env.CI;
/** @type {NodeJS.Timeout | undefined} */
let timer;
let frame = 0;

/**
 * Shows a step while it runs: one moving line on a terminal, plain lines elsewhere. Steps may run side by side.
 * @template T
 * @param {string} label
 * @param {(report: Report) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const now = Date.now();
  /** @type {Step} */
  const own = { label, startedAt: now, detail: '', toldAt: now };
  active.add(own);
  if (!live) out.write(`… ${label}\n`);
  timer ??= setInterval(tick, live ? 100 : 1000);
  let mark = '✗';
  try {
    const result = await work((detail) => {
      own.detail = detail;
    });
    mark = '✓';
    return result;
  } finally {
    active.delete(own);
    if (active.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    if (live) out.write('\r\x1b[K');
    out.write(`${mark} ${label}  ${elapsed(own.startedAt)}\n`);
  }
}

function tick() {
  if (live) {
    frame = (frame + 1) % FRAMES.length;
    const parts = [...active].map((step) => describe(step));
    out.write(`\r\x1b[K${FRAMES[frame]} ${cut(parts.join(' · '), (out.columns ?? 80) - 3)}`);
    return;
  }
  const now = Date.now();
  for (const step of active) {
    if (now - step.toldAt < HEARTBEAT_MS) continue;
    step.toldAt = now;
    out.write(`… ${describe(step)}\n`);
  }
}

/** @param {Step} step */
function describe(step) {
  return [step.label, step.detail, elapsed(step.startedAt)].filter(Boolean).join('  ');
}

/** Chinese characters take two columns. @param {string} text @param {number} columns */
function cut(text, columns) {
  let used = 0;
  let kept = '';
  for (const char of text) {
    used += char.charCodeAt(0) > 0x2e80 ? 2 : 1;
    if (used > columns) return kept;
    kept += char;
  }
  return kept;
}

/** @param {number} since */
export function elapsed(since) {
  const seconds = (Date.now() - since) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} m ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
}
