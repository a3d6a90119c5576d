import type { OperationId } from '@dianquan/shared/routes';
import Taro from '@tarojs/taro';
import { errorFrom, outage } from './api-error';
import type { Answer, FileId, Input } from './contract';
import { addressOf, authHeader } from './request';

type UploadId = 'files.upload' | 'shops.readSheet' | 'products.readSheet';
const TIMEOUT = 60_000;

/** A chosen file: where it lies for now, and its name. */
export type LocalFile = { path: string; name: string; size: number };

/** Sends one file; `onProgress` is told percent. */
export async function upload<Id extends UploadId>(id: Id, file: LocalFile, onProgress?: (percent: number) => void): Promise<Answer<Id>> {
  const task = Taro.uploadFile({
    url: addressOf(id as OperationId),
    filePath: file.path,
    name: 'file',
    fileName: file.name,
    header: await authHeader(),
    timeout: TIMEOUT,
  });
  if (onProgress)
    (task as { progress?: (told: (event: { progress: number }) => void) => void }).progress?.(({ progress }) => onProgress(progress));
  const response = await task.catch(() => {
    throw outage('offline');
  });
  const body: unknown = parse(response.data);
  if (response.statusCode < 200 || response.statusCode >= 300) throw errorFrom(response.statusCode, body);
  return body as Answer<Id>;
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/** Fetches an operation that answers bytes (a code, a poster, a sheet); resolves to a local address that `<Image src>` takes. */
export async function fetchFile<Id extends FileId>(id: Id, input?: Input<Id>): Promise<string> {
  const response = await Taro.downloadFile({ url: addressOf(id, input), header: await authHeader(), timeout: TIMEOUT }).catch(() => {
    throw outage('offline');
  });
  if (response.statusCode !== 200) throw errorFrom(response.statusCode, null);
  return response.tempFilePath;
}

/** Fetches a file and hands it over: h5 saves it, a phone opens it in its viewer, from where it can be sent on. */
export async function saveFile<Id extends FileId>(id: Id, input: Input<Id> | undefined, name: string): Promise<void> {
  await handOver(await fetchFile(id, input), name);
}

/** An attachment, by the signed address that its view carries. */
export async function openAttachment(url: string, name: string): Promise<void> {
  if (process.env.TARO_ENV === 'h5') return handOver(url, name);
  const { tempFilePath } = await Taro.downloadFile({ url, timeout: TIMEOUT }).catch(() => {
    throw outage('offline');
  });
  await handOver(tempFilePath, name);
}

async function handOver(path: string, name: string): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    const link = document.createElement('a');
    link.href = path;
    link.download = name;
    link.click();
    return;
  }
  await Taro.openDocument({ filePath: path, fileType: name.split('.').pop() as 'xlsx', showMenu: true });
}

/** Lets a person pick one file: on a phone out of a chat, as there is no file manager; on h5 from the disk. Null when none was. */
export async function chooseFile(extensions: string[]): Promise<LocalFile | null> {
  if (process.env.TARO_ENV === 'h5') return chooseOnH5(extensions);
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: extensions });
    const file = tempFiles[0];
    return file ? { path: file.path, name: file.name, size: file.size } : null;
  } catch {
    return null;
  }
}

function chooseOnH5(extensions: string[]): Promise<LocalFile | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = extensions.map((extension) => `.${extension}`).join(',');
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      resolve(file ? { path: URL.createObjectURL(file), name: file.name, size: file.size } : null);
    });
    input.style.display = 'none';
    document.body.appendChild(input);
    input.click();
    input.remove();
  });
}
