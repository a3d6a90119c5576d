import type { INVITATION_VIA } from '@dianquan/shared/contract/invitations';
import type { MemberRole, ShopLevel, ShopStatus } from '@dianquan/shared/roles';
import type { SegmentRule } from '@dianquan/shared/segment-rule';
import type { Calendar } from '../calendar';
import type { CommunityContent, Content, SegmentContent, StaffContent } from '../content/content';
import type { Dice } from '../dice';

/** The people and things of the story. Ids are given last, in the order in which things came about. */

export type Account = {
  id: number;
  key: string;
  provider: 'wechat' | 'wecom';
  name: string;
  phone: string;
  phoneVerified: boolean;
  female: boolean;
  createdAt: number;
  avatar: string | null;
};

export type Staff = { id: number; account: Account; content: StaffContent };

export type Shop = {
  id: number;
  code: string | null;
  name: string;
  trade: string;
  level: ShopLevel | null;
  status: ShopStatus;
  regionCode: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  phone: string | null;
  salesperson: Staff;
  invitedBy: Staff | null;
  isStranger: boolean;
  joinedAt: number | null;
  lastOrderAt: number | null;
  orders90d: number;
  spend90dFen: number;
  note: string | null;
  createdAt: number;
  updatedAt: number;
  tags: string[];
  contacts: { name: string; phone: string; note: string | null }[];
  custom: Map<string, (string | number)[]>;
  history: { kind: 'status' | 'owner'; from: string | null; to: string; by: Account | null; at: number }[];
  members: Member[];
  segments: Set<string>;
};

export type Member = {
  id: number;
  account: Account;
  shop: Shop;
  role: MemberRole;
  status: 'active' | 'pending' | 'removed';
  invitation: Invitation | null;
  /** Credited to the invitation: the first of this person. */
  credited: boolean;
  firstOfShop: boolean;
  joinedAt: number;
  confirmedAt: number | null;
  confirmedBy: Account | null;
  removedAt: number | null;
  /** How surely this person reads what is sent. */
  diligence: number;
  /** One can sign in as this person. */
  isKnown: boolean;
};

export type Invitation = {
  id: number;
  code: string;
  via: (typeof INVITATION_VIA)[number];
  staff: Staff | null;
  member: Member | null;
  parent: Invitation | null;
  root: Staff;
  depth: number;
  community: string | null;
  prospect: Shop | null;
  campaign: string | null;
  useLimit: number | null;
  used: number;
  landed: number;
  expiresAt: number | null;
  revokedAt: number | null;
  createdAt: number;
};

export type InvitationEvent = {
  kind: 'created' | 'landed' | 'accepted' | 'rejected' | 'revoked';
  invitation: Invitation | null;
  account: Account | null;
  member: Member | null;
  reason: string | null;
  at: number;
};

export type Segment = { id: number; content: SegmentContent; rule: SegmentRule | null; shops: Shop[]; createdAt: number };
export type Community = { id: number; content: CommunityContent; shops: Shop[]; createdAt: number };

export type Story = {
  content: Content;
  calendar: Calendar;
  dice: Dice;
  staff: Staff[];
  shops: Shop[];
  accounts: Account[];
  members: Member[];
  invitations: Invitation[];
  events: InvitationEvent[];
  segments: Segment[];
  communities: Community[];
};

export const staffByKey = (staff: readonly Staff[], key: string): Staff => {
  const found = staff.find((one) => one.content.key === key);
  if (!found) throw new Error(`no such staff: ${key}`);
  return found;
};

/** A person of a shop who is in, at an instant. */
export const isIn = (member: Member, at: number): boolean =>
  member.confirmedAt !== null && member.confirmedAt <= at && (member.removedAt === null || member.removedAt > at);
