/** The name of a way to reach somebody. Which there are, and what they are called, the server alone knows. */
export type PushChannel = string;
export const CHANNEL_NAME = /^[a-z][a-z0-9-]{1,15}$/;
/** Everybody has it. */
export const INBOX: PushChannel = 'inbox';

/** What a template is used for. `waiting`: something waits for the person (a clerk to confirm, an order to agree to). */
export const TEMPLATE_USES = ['announcement', 'order', 'waiting'] as const;
export type TemplateUse = (typeof TEMPLATE_USES)[number];

/** What a person answered when asked for one message of a template, as the platform names it. */
export const CONSENT_ANSWERS = ['accept', 'reject', 'ban', 'filter'] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** The one final state of each recipient of a campaign, and the two before it. */
export const RECIPIENT_STATES = [
  'planned',
  'held',
  'sent',
  'unknown',
  'refused',
  'unreachable',
  'merged',
  'capped',
  'cancelled',
  'read',
  'called',
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];
