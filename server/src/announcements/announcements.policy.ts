import type { Allow } from '@dianquan/shared/roles';

/** Who makes announcements, and who reads what became of them. Lists of persons are scoped by shop on top of this. */
export const MAKERS: Allow[] = ['manager', 'admin'];
export const REPORT_READERS: Allow[] = ['manager', 'office', 'admin'];
export const FOLLOWERS: Allow[] = ['salesperson', 'manager', 'office', 'admin'];

/** Reminders of one announcement within one day of Asia/Shanghai. */
export const REMINDERS_PER_DAY = 2;
