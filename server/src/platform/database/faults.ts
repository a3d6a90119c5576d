import { QueryFailedError } from 'typeorm';
import { Unavailable } from '../errors';

interface DriverFault {
  code?: string;
  errno?: number;
}

/** Our own code for a server that takes a statement and never answers. */
export const SILENT = 'DATABASE_SILENT';
const DEADLOCK = 1213;
const LOCK_WAIT = 1205;
const DUPLICATE = 1062;
const DISK_FULL = 1021;

/** The server or the way to it is gone, is too busy, or has ended the statement at its time limit. */
const GONE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  SILENT,
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'PROTOCOL_ENQUEUE_AFTER_QUIT',
  'SQLITE_FULL',
  'SQLITE_IOERR',
]);
const GONE_NUMBERS = new Set([DISK_FULL, 1040, 1053, 1077, 1158, 1159, 1160, 1161, 1203, 1317, 1836, 1927, 1969, 2006, 2013, 3024]);
const GONE_MESSAGES = /Pool is closed|closed state|Connection lost/;

function faultOf(error: unknown): DriverFault {
  const inner = error instanceof QueryFailedError ? (error.driverError as unknown) : error;
  return typeof inner === 'object' && inner !== null ? (inner as DriverFault) : {};
}

export function isDuplicate(error: unknown): boolean {
  const { code, errno } = faultOf(error);
  return errno === DUPLICATE || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** The whole transaction may be tried again. */
export function isConflict(error: unknown): boolean {
  const { errno } = faultOf(error);
  return errno === DEADLOCK || errno === LOCK_WAIT || isBusy(error);
}

/** SQLITE_BUSY itself, and with what it waits for: SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_RECOVERY. */
export function isBusy(error: unknown): boolean {
  return faultOf(error).code?.startsWith('SQLITE_BUSY') ?? false;
}

export function isGone(error: unknown): boolean {
  const { code, errno } = faultOf(error);
  if (code !== undefined && GONE_CODES.has(code)) return true;
  if (errno !== undefined && GONE_NUMBERS.has(errno)) return true;
  return error instanceof Error && code === undefined && GONE_MESSAGES.test(error.message);
}

/** Said by the server itself; what the driver or the system says of a line has other numbers or none. */
export function isFromServer(error: unknown): boolean {
  return (faultOf(error).errno ?? 0) >= 1000;
}

/** The connection had died before; unlike a silent server, a fresh one is worth trying. */
export function wasDead(error: unknown): boolean {
  const { code } = faultOf(error);
  return isGone(error) && code !== SILENT && code !== 'ETIMEDOUT';
}

export function unavailable(cause: unknown): Unavailable {
  const { code, errno } = faultOf(cause);
  const full = code === 'SQLITE_FULL' || errno === DISK_FULL;
  return Object.assign(full ? new Unavailable('disk_full') : new Unavailable(), { cause });
}

/** What callers get to see: outages in the house's own family, everything else as it is. */
export function translate(error: unknown): unknown {
  return isGone(error) || isConflict(error) ? unavailable(error) : error;
}
