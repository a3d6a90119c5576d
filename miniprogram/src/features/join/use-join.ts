import { useState } from 'react';
import type { Answer, Input } from '@/platform/contract';
import { queryClient } from '@/platform/query';
import { call } from '@/platform/request';
import { setActor, signIn, useSession } from '@/platform/session';
import { toastError } from '@/platform/toast';
import { forgetInvitation } from './invitation-memory';

export type JoinStep = 'landing' | 'consent' | 'phone' | 'shop' | 'new-shop' | 'waiting';
export type Actor = Answer<'session.get'>;
type Accepted = Answer<'invitations.accept'>;

/** What stands between a person and their shop: consent before personal data, then the phone, then the shop. */
export function nextStep(actor: Pick<Actor, 'consentedAt' | 'phone'>): 'consent' | 'phone' | 'shop' {
  if (actor.consentedAt === null) return 'consent';
  return actor.phone === null ? 'phone' : 'shop';
}

/** One way in, from the landing to the feed. Each step can be left and taken up again: the server knows how far one is. */
export function useJoin(code: string, onIn: (accepted: Accepted) => void, onAlreadyIn: () => void) {
  const [step, setStep] = useState<JoinStep>('landing');
  const [pending, setPending] = useState<Accepted | null>(null);

  const goOn = (actor: Actor) => {
    setActor(actor);
    setStep(nextStep(actor));
  };

  return {
    step,
    setStep,
    pending,
    start: async () => {
      await signIn();
      const { actor } = useSession.getState();
      if (!actor) return;
      if (actor.staff || actor.member) onAlreadyIn();
      else goOn(actor);
    },
    agree: async (version: string) => goOn(await call('members.consent', { body: { version } })),
    givePhone: async (phone: { code: string } | { typed: string }) => goOn(await call('members.setPhone', { body: phone })),
    join: async (body: Input<'invitations.accept'>['body']) => {
      try {
        const accepted = await call('invitations.accept', { params: { code }, body });
        setActor(accepted.actor);
        forgetInvitation();
        void queryClient.invalidateQueries();
        if (accepted.status === 'active') onIn(accepted);
        else {
          setPending(accepted);
          setStep('waiting');
        }
      } catch (error) {
        toastError(error);
      }
    },
  };
}
