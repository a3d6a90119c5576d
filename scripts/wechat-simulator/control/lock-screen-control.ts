import type { FastifyInstance } from 'fastify';
import { openidOf } from '../state/identities';
import type { World } from '../state/world';
import { bodyOf, ControlError, paramOf, personOf, queryOf, textOf } from './input';
import { launchByLink } from './launches';

const CHANNELS = ['subscribe', 'wecom-app', 'wecom-linked', 'wecom-mass'] as const;
const OUTCOMES = ['delivered', 'dropped', 'duplicate', 'recalled'] as const;

/** Both follow from the key, so that a phone finds what came before anybody here knew its holder. */
const idsOf = (key: string): string[] => (key === '' ? [] : [openidOf(key), key]);

/** What lies on people's lock screens, and the platform's book of everything it accepted. */
export function lockScreenControl(scope: FastifyInstance, world: World): void {
  scope.get('/notifications', async (request) => {
    const keyOf = new Map(
      queryOf(request, 'userKeys')
        .split(',')
        .flatMap((key) => idsOf(key).map((id) => [id, key] as const)),
    );
    const items = world.lockScreens.waiting([...keyOf.keys()]);
    return { items: items.map((one) => ({ ...one, userKey: keyOf.get(one.to) })) };
  });

  scope.post('/notifications/:id/openings', async (request) => {
    const notification = world.lockScreens.find(Number(paramOf(request, 'id')));
    const person = personOf(world, textOf(bodyOf(request), 'userKey'));
    if (!notification || !idsOf(person.key).includes(notification.to)) throw new ControlError(404, '没有这条通知');
    if (notification.withdrawnAt !== null) throw new ControlError(409, '这条通知已被撤回');
    const opened = world.lockScreens.open(notification);
    if ('url' in opened && world.links.isOurs(opened.url)) return launchByLink(world, person, opened.url, true);
    if ('launch' in opened && opened.launch) {
      person.lastSeenAt = world.clock.now();
      world.chat.enterFromElsewhere(person.key);
    }
    return opened;
  });

  scope.get('/ledger', async (request) => {
    const given = (name: string): string | undefined => queryOf(request, name) || undefined;
    const [to, templateId, msgid] = [given('to'), given('templateId'), given('msgid')];
    const channel = CHANNELS.find((one) => one === given('channel'));
    const outcome = OUTCOMES.find((one) => one === given('outcome'));
    return {
      messages: world.ledger.list({ channel, outcome, to, templateId, msgid }),
      rights: world.subscriptions.list({ openid: to, templateId }),
    };
  });
}
