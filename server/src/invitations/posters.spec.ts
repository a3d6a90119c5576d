import type { InvitationView } from '@dianquan/shared/contract/invitations';
import sharp from 'sharp';
import type { Env } from '../platform/config/env';
import type { CodePictures } from './code-pictures';
import { MAX_DRAWN, Posters } from './posters';

const invitation = (code: string, communityName: string | null = null) =>
  ({ code, communityName, inviter: { kind: 'staff', id: 1, name: '王强', shopName: null } }) as InvitationView;

async function posters(fail = false) {
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  const state = { drawings: 0, fail };
  const codes = {
    of: async () => {
      state.drawings++;
      if (state.fail) throw new Error('no platform');
      return picture;
    },
  };
  return { state, posters: new Posters(codes as unknown as CodePictures, { supplierName: '蓉城五金' } as Env) };
}

describe('a poster', () => {
  it('is drawn once for the same words, also when asked for twice at once', async () => {
    const { state, posters: drawn } = await posters();
    const [a, b] = await Promise.all([drawn.draw(invitation('a')), drawn.draw(invitation('a'))]);
    expect(await drawn.draw(invitation('a'))).toBe(a);
    expect([state.drawings, b]).toEqual([1, a]);
    expect(await sharp(a).metadata()).toMatchObject({ width: 750, height: 1334, format: 'png' });
  });

  it('is drawn anew when its words change', async () => {
    const { state, posters: drawn } = await posters();
    const [a, b] = [await drawn.draw(invitation('a')), await drawn.draw(invitation('a', '老板圈'))];
    expect([state.drawings, a.equals(b)]).toEqual([2, false]);
  });

  it('is not remembered when it failed', async () => {
    const { state, posters: drawn } = await posters(true);
    await expect(drawn.draw(invitation('a'))).rejects.toThrow('no platform');
    state.fail = false;
    expect((await drawn.draw(invitation('a'))).length).toBeGreaterThan(1000);
  });

  it('is kept among so many, the one unused longest going first', async () => {
    const { state, posters: drawn } = await posters(true);
    const ask = (code: string) => drawn.draw(invitation(code)).catch(() => null);
    state.fail = false;
    await ask('kept');
    await ask('gone');
    for (let i = 0; i < MAX_DRAWN - 1; i++) {
      await ask(`code-${i}`);
      await ask('kept');
    }
    const before = state.drawings;
    await ask('kept');
    expect(state.drawings).toBe(before);
    await ask('gone');
    expect(state.drawings).toBe(before + 1);
  }, 30_000);
});
