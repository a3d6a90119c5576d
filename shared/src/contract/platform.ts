import { z } from 'zod';
import { attachment, id, idParam, job, type OperationSpec, page, pageOf, picture } from './operation.js';

export const stored = attachment.extend({ picture: picture.nullable() });
export type StoredFile = z.infer<typeof stored>;
const auditRow = z.object({
  seq: z.number(),
  at: z.string(),
  actorName: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.unknown(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;
const check = z.object({ ok: z.boolean(), detail: z.string() });

export const platformOperations = {
  'files.upload': {
    summary: 'Upload a picture or a document',
    multipart: true,
    body: z.object({}),
    answer: stored,
    errors: ['too_large', 'file_type_forbidden', 'file_damaged', 'disk_full'],
  },
  'files.get': {
    summary: 'The bytes; the address comes from the view that shows the file and dies with the session',
    params: idParam,
    query: z.object({ s: z.string().max(200), size: z.enum(['thumb', 'whole']).default('whole') }),
    answer: 'file',
  },
  'jobs.get': { summary: 'How far a background job is', params: idParam, answer: job },
  'audit.list': {
    summary: 'What staff did',
    query: page.extend({ action: z.string().max(60).optional(), staffId: id.optional() }),
    answer: pageOf(auditRow),
  },
  'wechat.verifyPush': {
    summary: 'The platform checks our message address',
    query: z.object({
      signature: z.string().max(100),
      timestamp: z.string().max(20),
      nonce: z.string().max(100),
      echostr: z.string().max(200),
    }),
    answer: 'file',
    errors: ['forbidden'],
  },
  'wechat.push': {
    summary: 'The platform tells us something (signed)',
    query: z.object({
      signature: z.string().max(100).optional(),
      msg_signature: z.string().max(100).optional(),
      timestamp: z.string().max(20),
      nonce: z.string().max(100),
      encrypt_type: z.string().max(10).optional(),
      openid: z.string().max(64).optional(),
    }),
    body: z.unknown(),
    answer: 'file',
    errors: ['forbidden'],
  },
  'wecom.verifyPush': {
    summary: 'WeCom checks our callback address',
    query: z.object({
      msg_signature: z.string().max(100),
      timestamp: z.string().max(20),
      nonce: z.string().max(100),
      echostr: z.string().max(400),
    }),
    answer: 'file',
    errors: ['forbidden'],
  },
  'wecom.push': {
    summary: 'WeCom tells us something (signed and encrypted)',
    query: z.object({ msg_signature: z.string().max(100), timestamp: z.string().max(20), nonce: z.string().max(100) }),
    body: z.unknown(),
    answer: 'file',
    errors: ['forbidden'],
  },
  'health.live': { summary: 'The process runs', answer: z.object({ status: z.literal('ok') }) },
  'health.ready': {
    summary: 'The process can serve: database, outbox lag, disk',
    answer: z.object({ status: z.enum(['ok', 'failing']), checks: z.record(z.string(), check) }),
  },
} as const satisfies Record<string, OperationSpec>;
