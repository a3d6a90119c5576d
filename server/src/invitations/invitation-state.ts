export type InvitationRow = {
  id: number;
  code: string;
  via: 'code' | 'card' | 'link';
  staff_id: number | null;
  member_id: number | null;
  parent_id: number | null;
  root_staff_id: number | null;
  depth: number;
  community_id: number | null;
  prospect_shop_id: number | null;
  campaign: string | null;
  use_limit: number | null;
  used: number;
  landed: number;
  expires_at: number | null;
  revoked_at: number | null;
  created_at: number;
};
export type InvitationState = 'open' | 'revoked' | 'expired' | 'used_up';

/** Why an invitation no longer opens anything; the order is what its issuer is told first. */
export function stateOf(row: Pick<InvitationRow, 'revoked_at' | 'expires_at' | 'use_limit' | 'used'>, now: number): InvitationState {
  if (row.revoked_at !== null) return 'revoked';
  if (row.expires_at !== null && row.expires_at <= now) return 'expired';
  return row.use_limit !== null && row.used >= row.use_limit ? 'used_up' : 'open';
}

/** The scene of a mini-program code takes 32 characters of a small alphabet; base64url is within it. */
export const CODE_BYTES = 16;
/** The page that a code, a card and a link open. */
export const JOIN_PAGE = 'pages/join/index';
/** Shops that a salesperson is to bring in within a campaign of two months. */
export const TARGET = 150;
