/** Something the person at the terminal can mend: one sentence, what to do, and the end of the log when there is one. */
export class Problem extends Error {
  /**
   * @param {string} sentence
   * @param {{ hint?: string, log?: string }} [more]
   */
  constructor(sentence, more = {}) {
    super(sentence);
    this.hint = more.hint;
    this.log = more.log;
  }
}

/** @param {unknown} error */
export function tell(error) {
  if (!isProblem(error)) {
    console.error(error);
    return;
  }
  if (error.log) console.error(`${lastLines(error.log, 60)}\n`);
  console.error(`✗ ${error.message}`);
  if (error.hint) console.error(`  ${error.hint}`);
}

/**
 * The compiled half throws its own class of the same shape.
 * @param {unknown} error
 * @returns {error is Error & { hint?: string, log?: string }}
 */
function isProblem(error) {
  return error instanceof Problem || (error instanceof Error && 'hint' in error);
}

/** @param {string} text @param {number} count */
function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * Runs a command's main function; its number is the exit code.
 * @param {() => Promise<number | void>} main
 */
export async function run(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    tell(error);
    // What was opened before it failed would keep the process alive.
    process.exit(1);
  }
}
