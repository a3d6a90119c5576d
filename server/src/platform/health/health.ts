import { Injectable } from '@nestjs/common';
import { Env } from '../config/env';
import { Database } from '../database/database';
import { FileStore } from '../files/file-store';
import { Jobs } from '../jobs/jobs';
import { WechatPayClient } from '../wechat-pay/wechat-pay-client';

export type Check = { ok: boolean; detail: string };
export type Readiness = { status: 'ok' | 'failing'; checks: Record<string, Check> };

const MB = 1024 * 1024;
const LAG_LIMIT_MS = 120_000;
const PATIENCE_MS = 2_000;

/** Whether this process can serve, and if not, why: for load balancers and for whoever is called at night. */
@Injectable()
export class Health {
  constructor(
    private readonly env: Env,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly files: FileStore,
    private readonly pay: WechatPayClient,
  ) {}

  async readiness(): Promise<Readiness> {
    const [database, outbox, disk] = await Promise.all([
      attempt(() => this.checkDatabase()),
      attempt(() => this.checkOutbox()),
      attempt(() => this.checkDisk()),
    ]);
    const checks = { database, outbox, disk, ...(this.pay.isOn ? { clock: this.checkClock() } : {}) };
    return { status: Object.values(checks).every(({ ok }) => ok) ? 'ok' : 'failing', checks };
  }

  private async checkDatabase(): Promise<Check> {
    const start = performance.now();
    await this.database.query('SELECT 1 AS one');
    return { ok: true, detail: `数据库正常 database answers in ${Math.round(performance.now() - start)} ms` };
  }

  private async checkOutbox(): Promise<Check> {
    const lag = await this.jobs.lag();
    const seconds = Math.round(lag / 1000);
    if (lag <= LAG_LIMIT_MS) return { ok: true, detail: `后台任务正常 oldest due job waits ${seconds} s` };
    return { ok: false, detail: `后台任务积压 ${seconds} 秒 outbox lags, is a worker running?` };
  }

  /** A clock that is off makes us refuse what WeChat Pay tells, and WeChat Pay refuse what we ask. */
  private checkClock(): Check {
    const skew = this.pay.clockSkewMs;
    if (skew === null) return { ok: true, detail: '时钟正常 in step with WeChat Pay' };
    const seconds = Math.round(Math.abs(skew) / 1000);
    const [zh, en] = skew > 0 ? ['快', 'ahead of'] : ['慢', 'behind'];
    return {
      ok: false,
      detail: `服务器时钟${zh}了 ${seconds} 秒，微信支付通知已拒收，请校时 clock is ${seconds} s ${en} WeChat Pay's, its notices are refused`,
    };
  }

  private async checkDisk(): Promise<Check> {
    const free = await this.files.free();
    const figures = `${Math.floor(free / MB)} MB free, ${Math.ceil(this.env.diskReserve / MB)} MB kept in reserve`;
    return free >= this.env.diskReserve ? { ok: true, detail: `磁盘正常 ${figures}` } : { ok: false, detail: `磁盘空间不足 ${figures}` };
  }
}

async function attempt(check: () => Promise<Check>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, { ok: false, detail: `${PATIENCE_MS / 1000} 秒内没有响应 no answer in time` });
  });
  const result = await Promise.race([check().catch((): Check => ({ ok: false, detail: '无法连接 cannot be reached' })), late]);
  clearTimeout(timer);
  return result;
}
