import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFirstAdmin } from '@dianquan/server/members/staff/first-admin';
import { Clock } from '@dianquan/server/platform/clock';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { prepare } from '../../launch/prepare';
import { serve } from '../../launch/serve';
import { Api } from './api';

export interface Place {
  url: string;
  api: Api;
  close(): Promise<void>;
}

/** The only person who cannot be made through the API: the first admin. */
export const ADMIN = 'admin';

type Fill = (settings: Record<string, string>, databaseUrl: string) => Promise<void>;

/** A server of its own on a free port, with the simulated platform, on a fresh database: with nobody in it but an admin, or as filled. */
export async function startPlace(fill: Fill = insertAdmin): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dianquan-journey-'));
  const H5_DIR = process.env.H5_DIR ?? '';
  const settings = {
    NODE_ENV: 'development',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    RATE_LIMITS: 'off',
    DISK_RESERVE_MB: '0',
    H5_DIR,
  };
  await prepare(() => {}, settings);
  await fill(settings, `sqlite:${join(dataDir, 'dianquan.db')}`);
  const serving = await serve(settings);
  const url = serving.url ?? '';
  const api = new Api(url);
  await api.control('/users', 'POST', { kind: 'wecom', key: ADMIN, nickname: '冯涛' });
  return {
    url,
    api,
    close: async () => {
      await serving.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function insertAdmin(_settings: Record<string, string>, databaseUrl: string): Promise<void> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    await makeFirstAdmin(database, new Clock(), { wecomUserid: ADMIN, name: '冯涛', phone: null });
  } finally {
    await database.close();
  }
}
