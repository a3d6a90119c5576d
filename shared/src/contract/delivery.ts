import { z } from 'zod';
import { CHANNEL_NAME, CONSENT_ANSWERS, RECIPIENT_STATES, TEMPLATE_USES } from '../push-channels.js';
import { FIELD_KINDS, FIELD_SOURCES } from '../push-fields.js';
import { audience } from './announcements.js';
import { id, idParam, type OperationSpec, page, pageOf, text } from './operation.js';

const channel = z.string().regex(CHANNEL_NAME);
const hour = z.number().int().min(0).max(23);

/** What one person may still be sent of one template, and whether now is a time to ask for more. */
const consentView = z.object({
  templateId: z.number(),
  use: z.enum(TEMPLATE_USES),
  /** The platform's id, which the client asks with. */
  platformId: z.string(),
  title: z.string(),
  /** Messages that may still be sent. */
  left: z.number(),
  answer: z.enum(CONSENT_ANSWERS).nullable(),
  /** "Always keep": the platform no longer asks, each tap adds one at once. */
  keeps: z.boolean(),
  /** False after a refusal for a while: nobody is nagged. */
  mayAsk: z.boolean(),
});
export type ConsentView = z.infer<typeof consentView>;

const preferences = z.object({ announcements: z.boolean(), orders: z.boolean(), community: z.boolean() });
export type PushPreferences = z.infer<typeof preferences>;

const settings = z.object({
  /** Hours of Asia/Shanghai between which only orders are sent; equal: no quiet hours. */
  quietFrom: hour,
  quietUntil: hour,
  /** Messages for one person and week, orders and must-read notices not counted; 0: no cap. */
  weeklyCap: z.number().int().min(0).max(100),
  /** Notices for one person within so many minutes become one message; 0: never. */
  mergeMinutes: z.number().int().min(0).max(240),
  /** Unread after so many hours: the next channel. */
  fallbackHours: z.number().int().min(1).max(168),
  /** Unread after so many hours, an important notice becomes a call to make. */
  callAfterHours: z.number().int().min(1).max(336),
  /** In the order in which they are tried. */
  channels: z.array(channel).min(1).max(20),
});
export type PushSettings = z.infer<typeof settings>;
const settingsView = settings.extend({
  /** All channels that there are, cheapest first. */
  known: z.array(z.object({ channel, label: z.string() })),
});
export type PushSettingsView = z.infer<typeof settingsView>;

const templateField = z.object({
  /** As the platform names it: kind and number, `thing1`. */
  key: z.string().regex(new RegExp(`^(${FIELD_KINDS.join('|')})\\d{1,3}$`)),
  label: text(12),
  source: z.enum(FIELD_SOURCES),
});
export type TemplateField = z.infer<typeof templateField>;
const templateView = z.object({
  id: z.number(),
  use: z.enum(TEMPLATE_USES),
  platformId: z.string(),
  title: z.string(),
  fields: z.array(templateField),
  createdAt: z.string(),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  /** People with a message left, and messages left. */
  people: z.number(),
  left: z.number(),
});
export type TemplateView = z.infer<typeof templateView>;

const channelCount = z.object({ channel, label: z.string(), people: z.number() });
const preview = z.object({
  channel,
  label: z.string(),
  title: z.string(),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type ChannelPreview = z.infer<typeof preview>;

const forecast = z.object({
  people: z.number(),
  shops: z.number(),
  /** Each person is counted once, at the channel that is tried first for them. */
  channels: z.array(channelCount),
  /** In no channel but the inbox. */
  inboxOnly: z.number(),
  previews: z.array(preview),
  /** What stands in the way of sending, in words; then publishing would be refused. */
  faults: z.array(z.string()),
  /** When the first is sent if published now: later than now in quiet hours. */
  firstAt: z.string(),
});
export type Forecast = z.infer<typeof forecast>;

const report = z.object({
  state: z.enum(['none', 'planning', 'sending', 'done', 'withdrawn']),
  people: z.number(),
  /** Recipients that have reached their final state. */
  settled: z.number(),
  channels: z.array(
    z.object({
      channel,
      label: z.string(),
      planned: z.number(),
      accepted: z.number(),
      refused: z.number(),
      unknown: z.number(),
      read: z.number(),
    }),
  ),
  reasons: z.array(z.object({ channel, label: z.string(), code: z.string().nullable(), text: z.string(), people: z.number() })),
  states: z.array(z.object({ state: z.enum(RECIPIENT_STATES), people: z.number() })),
});
export type DeliveryReport = z.infer<typeof report>;

const attemptView = z.object({
  id: z.number(),
  memberId: z.number(),
  name: z.string(),
  shopName: z.string(),
  channel,
  label: z.string(),
  at: z.string(),
  state: z.enum(['sending', 'accepted', 'refused', 'unknown', 'recalled']),
  code: z.string().nullable(),
  answer: z.string().nullable(),
  nextAt: z.string().nullable(),
});
export type AttemptView = z.infer<typeof attemptView>;

const deadLetter = z.object({
  id: z.number(),
  topic: z.string(),
  /** What it is, in words. */
  title: z.string(),
  attempts: z.number(),
  reason: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof deadLetter>;

const channelState = z.object({
  channel,
  label: z.string(),
  on: z.boolean(),
  /** What keeps it from sending, in words. */
  fault: z.string().nullable(),
  pausedUntil: z.string().nullable(),
  limits: z.array(z.object({ label: z.string(), used: z.number(), most: z.number(), resetsAt: z.string().nullable() })),
  token: z.object({ valid: z.boolean(), until: z.string().nullable() }).nullable(),
  today: z.object({ accepted: z.number(), refused: z.number(), unknown: z.number() }),
});
export type ChannelState = z.infer<typeof channelState>;

const massTask = z.object({
  id: z.number(),
  title: z.string(),
  staffId: z.number(),
  staffName: z.string(),
  people: z.number(),
  state: z.enum(['waiting', 'confirmed', 'cancelled']),
  createdAt: z.string(),
  confirmedAt: z.string().nullable(),
  delivered: z.number(),
});
export type MassTask = z.infer<typeof massTask>;

export const deliveryOperations = {
  'delivery.consents': {
    summary: 'What I have agreed to be sent, and what may be asked',
    answer: z.object({ items: z.array(consentView) }),
  },
  'delivery.recordConsent': {
    summary: 'What I answered when asked; told again under the same number it counts once',
    body: z.object({
      /** Made by the client for each asking. */
      askId: z.string().regex(/^[\w-]{8,40}$/),
      answers: z
        .array(z.object({ platformId: text(64), answer: z.enum(CONSENT_ANSWERS), keeps: z.boolean().default(false) }))
        .min(1)
        .max(5),
    }),
    answer: z.object({ items: z.array(consentView) }),
  },
  'delivery.preferences': { summary: 'What I want to be told outside the app', answer: preferences },
  'delivery.setPreferences': { summary: 'Change what I am told', body: preferences, answer: preferences },
  'delivery.forecast': {
    summary: 'How many people each channel would reach, and what they would see; nothing is sent',
    body: z.object({ audience, title: text(60), summary: text(120, 0).default(''), mustAcknowledge: z.boolean().default(false) }),
    answer: forecast,
  },
  'delivery.report': { summary: 'What really happened, by channel and by reason', params: idParam, answer: report },
  'delivery.attempts': {
    summary: 'Every attempt of an announcement, newest first',
    params: idParam,
    query: page.extend({ channel: channel.optional(), state: attemptView.shape.state.optional() }),
    answer: pageOf(attemptView),
  },
  'delivery.settings': { summary: 'Quiet hours, caps, fallback', answer: settingsView },
  'delivery.setSettings': { summary: 'Change quiet hours, caps, fallback', body: settings, answer: settingsView },
  'delivery.templates': { summary: 'Templates, those in force first', answer: z.object({ items: z.array(templateView) }) },
  'delivery.createTemplate': {
    summary: 'Put a template in force; the one of the same use before it is withdrawn',
    body: z.object({ use: z.enum(TEMPLATE_USES), platformId: text(64), title: text(40), fields: z.array(templateField).min(1).max(5) }),
    answer: templateView,
    errors: ['template_in_use'],
  },
  'delivery.withdrawTemplate': {
    summary: 'Send nothing more by this template',
    params: idParam,
    body: z.object({ reason: text(60) }),
    answer: templateView,
    errors: ['template_withdrawn'],
  },
  'delivery.deadLetters': { summary: 'What could not be done after all attempts', query: page, answer: pageOf(deadLetter) },
  'delivery.retry': { summary: 'Another series of attempts', params: idParam, answer: null, errors: ['dead_letter_over'] },
  'delivery.drop': {
    summary: 'Give up on it',
    params: idParam,
    body: z.object({ reason: text(60) }),
    answer: null,
    errors: ['dead_letter_over'],
  },
  'delivery.channels': { summary: 'Health, limits and tokens of the channels', answer: z.object({ items: z.array(channelState) }) },
  'delivery.massTasks': {
    summary: 'Mass messages that wait for a salesperson in WeCom',
    query: page.extend({ state: massTask.shape.state.optional(), announcementId: id.optional() }),
    answer: pageOf(massTask),
  },
} as const satisfies Record<string, OperationSpec>;
