/** The package brings no types; this is what the seeder uses of it. */
declare module 'cli-progress' {
  export class SingleBar {
    constructor(options: { format: string; hideCursor?: boolean; stream?: NodeJS.WritableStream; clearOnComplete?: boolean });
    start(total: number, value: number, payload?: object): void;
    setTotal(total: number): void;
    update(value: number, payload?: object): void;
    stop(): void;
  }
}
