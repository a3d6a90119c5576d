import { z } from 'zod';
import { DEMO_WECOM } from './demo-values';

/** The corp's own app in WeCom, and what of WeCom is used beyond signing in. */
export type WecomSettings = {
  apiBase: string;
  corpId: string;
  agentSecret: string;
  /** Of the app that messages to staff come from. Null: none are sent. */
  agentId: number | null;
  /** Of "customer contact", where the app itself has no right to call it. Null: the app's own secret opens it. */
  contactSecret: string | null;
  /** Null: WeCom tells us nothing. */
  callback: { token: string; aesKey: string } | null;
};

export const wecomVariables = {
  WECOM_AGENT_ID: z
    .string()
    .regex(/^[1-9]\d{0,9}$/, 'must be the number of the app')
    .transform(Number)
    .optional(),
  WECOM_CONTACT_SECRET: z.string().min(16).optional(),
  WECOM_CALLBACK_TOKEN: z
    .string()
    .regex(/^[0-9a-zA-Z]{3,32}$/, 'must be 3 to 32 digits or letters')
    .optional(),
  WECOM_CALLBACK_AES_KEY: z
    .string()
    .regex(/^[0-9a-zA-Z]{43}$/, 'must be 43 digits or letters')
    .optional(),
};
type Given = Record<string, unknown>;
type Values = { [Name in keyof typeof wecomVariables]?: z.output<(typeof wecomVariables)[Name]> };

const PAIR = ['WECOM_CALLBACK_TOKEN', 'WECOM_CALLBACK_AES_KEY'] as const;
/** The number of an app is no secret, and the demo's is the usual one. */
const SECRETS = [...PAIR, 'WECOM_CONTACT_SECRET'] as const;

/** Half a pair opens nothing, and with the demo's anybody could tell us what WeCom never told. */
export function wecomFaults(given: Given): string[] {
  const missing = PAIR.filter((name) => given[name] === undefined);
  const faults = missing.length === 1 ? [`${missing[0]}: goes together with ${PAIR.find((name) => name !== missing[0])}`] : [];
  if (given.NODE_ENV !== 'production') return faults;
  return [
    ...faults,
    ...SECRETS.filter((name) => given[name] === DEMO_WECOM[name]).map((name) => `${name}: must not be the demo's value in production`),
  ];
}

/** Outside production, what is not set is the simulator's. */
export function wecomMessages(
  v: Values,
  { production }: { production: boolean },
): Pick<WecomSettings, 'agentId' | 'contactSecret' | 'callback'> {
  const { WECOM_AGENT_ID, WECOM_CONTACT_SECRET, WECOM_CALLBACK_TOKEN, WECOM_CALLBACK_AES_KEY } = v;
  const set = WECOM_CALLBACK_TOKEN && WECOM_CALLBACK_AES_KEY ? { token: WECOM_CALLBACK_TOKEN, aesKey: WECOM_CALLBACK_AES_KEY } : null;
  const demo = production
    ? { agentId: null, contactSecret: null, callback: null }
    : {
        agentId: Number(DEMO_WECOM.WECOM_AGENT_ID),
        contactSecret: DEMO_WECOM.WECOM_CONTACT_SECRET,
        callback: { token: DEMO_WECOM.WECOM_CALLBACK_TOKEN, aesKey: DEMO_WECOM.WECOM_CALLBACK_AES_KEY },
      };
  return {
    agentId: WECOM_AGENT_ID ?? demo.agentId,
    contactSecret: WECOM_CONTACT_SECRET ?? demo.contactSecret,
    callback: set ?? demo.callback,
  };
}
