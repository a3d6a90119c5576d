import { z } from 'zod';
import { id, idParam, type OperationSpec, text } from './operation.js';

const link = z.object({
  /** The corp of the shop, linked to ours as upstream and downstream. */
  corpId: z.string(),
  corpName: z.string(),
  /** Of the person in that corp. */
  userid: z.string(),
});
export type WecomLink = z.infer<typeof link>;

export const wecomLinkOperations = {
  'wecom.links': {
    summary: 'Who of a shop can be written to inside the shop’s own WeCom, and the corps linked to ours',
    params: z.object({ shopId: id }),
    answer: z.object({
      items: z.array(z.object({ memberId: z.number(), name: z.string(), link: link.nullable() })),
      corps: z.array(z.object({ corpId: z.string(), name: z.string() })),
    }),
  },
  'wecom.linkMember': {
    summary: 'Say who a person is inside the linked corp of their shop; null: nobody',
    params: idParam,
    body: z.object({ link: z.object({ corpId: text(64), userid: text(64) }).nullable() }),
    answer: z.object({ link: link.nullable() }),
  },
} as const satisfies Record<string, OperationSpec>;
