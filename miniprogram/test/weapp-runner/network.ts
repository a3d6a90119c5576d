import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Done = { success?: (result: unknown) => void; fail?: (error: { errMsg: string }) => void; complete?: () => void };
type Ask = Done & { url: string; header?: Record<string, string>; timeout?: number };
type RequestAsk = Ask & { method?: string; data?: unknown; dataType?: string };
type UploadAsk = Ask & { filePath: string; name: string; fileName?: string; formData?: Record<string, string> };
export type Sent = { method: string; path: string; status: number | null };

/** What the network of a phone does: wx.request, uploadFile and downloadFile over fetch, to a server of the caller's choice. */
export class Network {
  readonly sent: Sent[] = [];
  online = true;
  private readonly running = new Set<AbortController>();
  private closed = false;
  private readonly listeners = new Set<(state: { isConnected: boolean; networkType: string }) => void>();

  /** `parse` makes values of the app's own realm, as a phone would. */
  constructor(
    private readonly apiBase: string,
    private readonly parse: (json: string) => unknown,
  ) {}

  setOnline(online: boolean): void {
    this.online = online;
    for (const listener of this.listeners) listener({ isConnected: online, networkType: online ? 'wifi' : 'none' });
  }

  close(): void {
    this.closed = true;
    for (const abort of this.running) abort.abort();
  }

  api(): Record<string, unknown> {
    return {
      request: (ask: RequestAsk) =>
        this.answer(
          ask,
          'request',
          ask.method ?? 'GET',
          () => ({ body: ask.data as BodyInit }),
          (response) => this.textBody(response),
        ),
      uploadFile: (ask: UploadAsk) =>
        this.answer(
          ask,
          'uploadFile',
          'POST',
          () => ({ body: formOf(ask) }),
          async (response) => ({ data: await response.text() }),
        ),
      downloadFile: (ask: Ask) =>
        this.answer(
          ask,
          'downloadFile',
          'GET',
          () => ({}),
          async (response) => ({ tempFilePath: await keep(response) }),
        ),
      getNetworkType: ({ success }: Done) => success?.({ networkType: this.online ? 'wifi' : 'none', errMsg: 'getNetworkType:ok' }),
      onNetworkStatusChange: (listener: (state: { isConnected: boolean; networkType: string }) => void) => this.listeners.add(listener),
      offNetworkStatusChange: (listener: (state: { isConnected: boolean; networkType: string }) => void) => this.listeners.delete(listener),
    };
  }

  private async textBody(response: Response): Promise<{ data: unknown }> {
    const text = await response.text();
    try {
      return { data: this.parse(text) };
    } catch {
      return { data: text };
    }
  }

  private answer(ask: Ask, api: string, method: string, init: () => RequestInit, read: (response: Response) => Promise<object>): object {
    const abort = new AbortController();
    const url = ask.url.replace(/^https?:\/\/[^/]+\/api(?=\/|$)/, this.apiBase);
    const sent: Sent = { method, path: url.replace(this.apiBase, ''), status: null };
    this.sent.push(sent);
    this.running.add(abort);
    const timer = setTimeout(() => abort.abort(), ask.timeout ?? 60_000);
    const run = async () => {
      if (!this.online) throw new Error('no network');
      const response = await fetch(url, { method, headers: ask.header, signal: abort.signal, ...init() });
      sent.status = response.status;
      return { statusCode: response.status, header: headersOf(response), errMsg: `${api}:ok`, ...(await read(response)) };
    };
    void run()
      .then(
        (result) => this.closed || ask.success?.(result),
        (error: Error) => this.closed || ask.fail?.({ errMsg: `${api}:fail ${error.name === 'AbortError' ? 'timeout' : error.message}` }),
      )
      .finally(() => {
        clearTimeout(timer);
        this.running.delete(abort);
        if (!this.closed) ask.complete?.();
      });
    return { abort: () => abort.abort(), onProgressUpdate: () => undefined, offProgressUpdate: () => undefined };
  }
}

function formOf({ filePath, name, fileName, formData = {} }: UploadAsk): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(formData)) form.append(key, value);
  form.append(name, new Blob([new Uint8Array(readFileSync(filePath))]), fileName ?? path.basename(filePath));
  return form;
}

async function keep(response: Response): Promise<string> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'weapp-')), randomUUID());
  writeFileSync(file, Buffer.from(await response.arrayBuffer()));
  return file;
}

function headersOf(response: Response): Record<string, string> {
  const header: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    header[name] = value;
  });
  return header;
}
