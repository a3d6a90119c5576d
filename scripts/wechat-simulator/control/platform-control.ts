import type { FastifyInstance } from 'fastify';
import { CALL_FAULTS } from '../state/faults';
import type { World } from '../state/world';
import { bodyOf, ControlError, numberOf, oneOf, textOf } from './input';

/** The platform's own moods: its clock, its failures, its pushes. */
export function platformControl(scope: FastifyInstance, world: World): void {
  const clock = (): object => ({ now: world.clock.now(), offsetMs: world.clock.offsetMs });

  scope.get('/clock', async () => clock());

  scope.post('/clock', async (request) => {
    const advanceMs = numberOf(bodyOf(request), 'advanceMs');
    if (advanceMs < 0) throw new ControlError(400, '时间只能向前');
    world.clock.advance(advanceMs);
    await world.clock.settled();
    return clock();
  });

  scope.post('/faults', async (request, reply) => {
    const body = bodyOf(request);
    const fault = {
      path: textOf(body, 'path'),
      ...(body.fault === undefined ? {} : { fault: oneOf(body, 'fault', CALL_FAULTS) }),
      errcode: numberOf(body, 'errcode', -1),
      times: numberOf(body, 'times', 1),
      delayMs: numberOf(body, 'delayMs', 0),
      after: numberOf(body, 'after', 0),
    };
    world.faults.plan(fault);
    return reply.code(201).send(fault);
  });

  scope.delete('/faults', async (_request, reply) => {
    world.faults.clear();
    return reply.code(204).send();
  });

  scope.put('/media-verdict', async (request) => {
    const verdict = oneOf(bodyOf(request), 'verdict', ['pass', 'review', 'risky', 'as-seen']);
    world.mediaVerdict = verdict === 'as-seen' ? null : verdict;
    return { verdict };
  });

  scope.post('/token-revocations', async (request) => ({
    revoked: world.tokens.revoke(oneOf(bodyOf(request), 'kind', ['plain', 'stable', 'wecom'])),
  }));

  scope.get('/pushes', async () => ({ items: world.pusher.records }));

  scope.post('/pushes/verification', async () => ({ ok: await world.pusher.verifyUrl().catch(() => false) }));
}
