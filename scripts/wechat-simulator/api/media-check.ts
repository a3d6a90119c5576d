import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { platformRoute } from '../platform-route';
import type { MediaVerdict, World } from '../state/world';
import { checkSceneAndUser, traceId } from './checked-content';
import { appOfToken } from './credentials';

const LABEL: Record<MediaVerdict, number> = { pass: 100, review: 21000, risky: 20002 };
const PROBABILITY: Record<MediaVerdict, number> = { pass: 1, review: 60, risky: 90 };
const NOT_DOWNLOADED = -1008;

interface Job {
  appId: string;
  openid: string;
  url: string;
  traceId: string;
}

/** Answers at once; what was seen comes later as a push. */
export function mediaCheckRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'api', 'POST', '/wxa/media_check_async', (call) => {
    const { appId } = appOfToken(world, call);
    const body = call.json();
    if (!world.rates.take(`media_check_async/${appId}`, world.limits.mediaCheck.rates)) throw new PlatformError(45009);
    const { media_url, media_type, version, openid } = body;
    if (typeof media_url !== 'string' || !/^https?:\/\//.test(media_url)) throw new PlatformError(44002);
    if ((media_type !== 1 && media_type !== 2) || Number(version) !== 2) throw new PlatformError(world.limits.unverifiedCodes.badArgument);
    checkSceneAndUser(world, body);
    const job: Job = { appId, openid: openid as string, url: media_url, traceId: traceId(world) };
    world.clock.after(world.limits.mediaCheck.delayMs, () => report(world, job));
    return { errcode: 0, errmsg: 'ok', trace_id: job.traceId };
  });
}

async function report(world: World, job: Job): Promise<void> {
  const seen = world.mediaVerdict ?? (await inspect(world, job.url));
  const errcode = seen === null && world.limits.mediaCheck.onDownloadFailure === 'error' ? NOT_DOWNLOADED : 0;
  const verdict = seen ?? 'pass';
  const result = { suggest: verdict, label: LABEL[verdict] };
  await world.pusher.send(job.appId, job.openid, {
    Event: 'wxa_media_check',
    appid: job.appId,
    trace_id: job.traceId,
    version: 2,
    detail: [{ strategy: 'content_model', errcode, ...result, prob: PROBABILITY[verdict] }],
    errcode,
    errmsg: errcode === 0 ? 'ok' : 'download failed',
    result,
  });
}

/** Judges by a marker in the address or in the bytes (a PNG text chunk, a JPEG comment); null when there is nothing to look at. */
async function inspect(world: World, url: string): Promise<MediaVerdict | null> {
  const { riskyMarker, reviewMarker, fileMaxBytes, downloadTimeoutMs } = world.limits.mediaCheck;
  const markedIn = (text: string): MediaVerdict | null =>
    text.includes(riskyMarker) ? 'risky' : text.includes(reviewMarker) ? 'review' : null;
  const declared = markedIn(url);
  if (declared) return declared;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(downloadTimeoutMs) });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok || bytes.length > fileMaxBytes) return null;
    return markedIn(bytes.toString('latin1')) ?? 'pass';
  } catch {
    return null;
  }
}
