/** The ways to reach somebody, cheapest first: what the order of preference is unless a campaign says otherwise. */
export const PUSH_CHANNELS = ['inbox', 'subscription', 'wecom-app', 'wecom-linked', 'wecom-mass', 'sms', 'webhook'] as const;
export type PushChannel = (typeof PUSH_CHANNELS)[number];

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
