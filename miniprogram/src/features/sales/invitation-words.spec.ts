import { aimOf, type Invitation, isPlain, limitsOf } from './invitation-words';
import { invitationBody, NO_WISH } from './new-invitation';

const invitation = (changed: Partial<Invitation> = {}): Invitation => ({
  id: 1,
  code: 'a',
  via: 'code',
  inviter: { kind: 'staff', id: 1, name: '王强', shopName: null },
  campaign: null,
  communityId: null,
  communityName: null,
  prospectShopId: null,
  prospectShopName: null,
  useLimit: null,
  used: 3,
  landed: 9,
  expiresAt: null,
  revokedAt: null,
  createdAt: '2026-11-22T02:00:00.000Z',
  state: 'open',
  path: '/pages/join/index?code=a',
  link: null,
  ...changed,
});

describe('what an invitation says of itself', () => {
  it('names its aim, from the most particular on', () => {
    const given = invitation({ prospectShopName: '鑫鑫五金', communityName: '电动工具', campaign: '双流展会' });
    expect(aimOf(given)).toBe('鑫鑫五金 · 社区“电动工具” · 双流展会');
    expect(aimOf(invitation())).toBeNull();
  });

  it('names its limits, and never less than none left', () => {
    const now = Date.parse('2026-11-22T02:00:00.000Z');
    const ending = invitation({ expiresAt: '2026-11-25T01:00:00.000Z', useLimit: 5 });
    expect(limitsOf(ending, now)).toBe('11月25日 09:00 前有效 · 还可用 2 次');
    expect(limitsOf(invitation({ expiresAt: '2027-01-02T01:00:00.000Z' }), now)).toBe('2027年1月2日 09:00 前有效');
    expect(limitsOf(invitation({ useLimit: 2 }))).toBe('还可用 0 次');
  });

  it('takes only a code for anybody, without an end, as the everyday one', () => {
    expect(isPlain(invitation())).toBe(true);
    expect(isPlain(invitation({ via: 'card' }))).toBe(false);
    expect(isPlain(invitation({ campaign: '展会' }))).toBe(false);
    expect(isPlain(invitation({ useLimit: 9 }))).toBe(false);
  });
});

describe('a wish for an invitation', () => {
  const now = Date.parse('2026-11-22T02:00:00.000Z');

  it('asks for nothing but a code when nothing was wished', () => {
    expect(invitationBody(NO_WISH, now)).toEqual({ via: 'code' });
  });

  it('carries aim, end and limit', () => {
    expect(invitationBody({ communityId: 4, shopId: 7, campaign: ' 展会 ', lasting: 'week', useLimit: '20' }, now)).toEqual({
      via: 'code',
      communityId: 4,
      prospectShopId: 7,
      campaign: '展会',
      expiresAt: '2026-11-29T02:00:00.000Z',
      useLimit: 20,
    });
  });
});
