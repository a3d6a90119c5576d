import type { FastifyInstance } from 'fastify';
import type { Card, ChatMessage } from '../state/chat';
import type { World } from '../state/world';
import { bodyOf, ControlError, type Input, oneOf, optionalTextOf, paramOf, personOf, queryOf, textOf } from './input';
import { launchByLink, launchByPicture, WAYS } from './launches';

export function chatControl(scope: FastifyInstance, world: World): void {
  scope.get('/chat', async (request) => ({ items: world.chat.after(Number(queryOf(request, 'after')) || 0) }));

  scope.post('/chat', async (request, reply) => reply.code(201).send(posted(world, bodyOf(request))));

  scope.post('/chat/:id/openings', async (request) => {
    const message = world.chat.find(Number(paramOf(request, 'id')));
    if (!message) throw new ControlError(404, '没有这条消息');
    const body = bodyOf(request);
    const person = personOf(world, textOf(body, 'userKey'));
    if (message.card) {
      person.lastSeenAt = world.clock.now();
      return { launch: world.chat.openCard(message, message.card, person.key) };
    }
    if (message.picture) return launchByPicture(world, person, message.picture, oneOf(body, 'how', WAYS, 'longpress'));
    const url = /https?:\/\/\S+/.exec(message.text ?? '')?.[0];
    if (!url) throw new ControlError(400, '这条消息里没有可打开的内容');
    return world.links.isOurs(url) ? launchByLink(world, person, url, true) : { text: url };
  });

  scope.post('/scans', async (request) => {
    const body = bodyOf(request);
    const person = personOf(world, textOf(body, 'userKey'));
    return launchByPicture(world, person, textOf(body, 'picture'), oneOf(body, 'how', WAYS, 'scan'));
  });

  scope.post('/links/openings', async (request) => {
    const body = bodyOf(request);
    return launchByLink(world, personOf(world, textOf(body, 'userKey')), textOf(body, 'url'), body.inWechat === true);
  });
}

function posted(world: World, body: Input): ChatMessage {
  const room = (body.room ?? {}) as Input;
  const card = body.card === undefined ? null : readCard(body.card as Input);
  const picture = optionalTextOf(body, 'picture') ?? null;
  const text = optionalTextOf(body, 'text') ?? null;
  if ([card, picture, text].filter((part) => part !== null).length !== 1) throw new ControlError(400, 'card、picture、text 须有且只有一个');
  return world.chat.post({
    at: world.clock.now(),
    room: { id: optionalTextOf(room, 'id') ?? 'chat-1', type: oneOf(room, 'type', ['single', 'group'], 'group') },
    fromKey: personOf(world, textOf(body, 'fromKey')).key,
    card,
    picture,
    text,
  });
}

function readCard(card: Input): Card {
  const path = textOf(card, 'path');
  if (!path.startsWith('/')) throw new ControlError(400, 'card.path 应以 / 开头');
  return {
    title: textOf(card, 'title'),
    path,
    imageUrl: optionalTextOf(card, 'imageUrl') ?? null,
    withShareTicket: card.withShareTicket === true,
  };
}
