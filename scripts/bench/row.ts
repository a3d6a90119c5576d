export type Options = { quick: boolean };
/** What a bench prints; `ratio` is ours against bare, 1 when they are equally fast. */
export type Row = { name: string; ratio: number } & Record<string, unknown>;

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
export const said = (text: string): void => void process.stderr.write(`${text}\n`);
