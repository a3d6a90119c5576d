import type { FastifyInstance } from 'fastify';
import type { MiniProgram } from '../options';
import type { Person } from '../state/people';
import { requestSubscription, type SheetAnswers, switchTemplate } from '../state/subscribe-sheet';
import type { World } from '../state/world';
import { bodyOf, ControlError, type Input, oneOf, optionalTextOf, paramOf, personOf, queryOf, textOf } from './input';

/** The sheet that asks for consent, the mini-program's settings, and the templates of the console. */
export function subscribeControl(scope: FastifyInstance, world: World): void {
  scope.post('/users/:key/subscription-requests', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    const body = bodyOf(request);
    const asked = await requestSubscription(
      world,
      appOf(world, optionalTextOf(body, 'appId')),
      person,
      textsOf(body, 'tmplIds'),
      readSheet(body),
    );
    if ('failure' in asked) return asked.failure;
    if ('result' in asked) return asked.result;
    return {
      errMsg: null,
      ask: asked.ask.map(({ id, title, fields }) => ({ id, title, labels: fields?.map(({ label }) => label) ?? [] })),
    };
  });

  scope.get('/users/:key/subscriptions', async (request) => {
    return settingsView(world, appOf(world, queryOf(request, 'appId') || undefined), personOf(world, paramOf(request, 'key')));
  });

  scope.put('/users/:key/subscriptions', async (request) => {
    const person = personOf(world, paramOf(request, 'key'));
    const body = bodyOf(request);
    const app = appOf(world, optionalTextOf(body, 'appId'));
    if (typeof body.mainSwitch === 'boolean') world.subscriptions.setMainSwitch(app.appId, person.openid, body.mainSwitch);
    if (body.templateId !== undefined) {
      const id = textOf(body, 'templateId');
      const choice = oneOf(body, 'choice', ['accept', 'reject', 'ban']);
      // A ban is the platform's doing, of which nobody is told.
      if (choice === 'ban') world.subscriptions.keep(app.appId, person.openid, id, choice);
      else await switchTemplate(world, app, person, id, choice);
    }
    return settingsView(world, app, person);
  });

  scope.put('/templates/:id', async (request) => {
    const body = bodyOf(request);
    const template = {
      id: paramOf(request, 'id'),
      title: textOf(body, 'title'),
      fields: readFields(body),
      longTerm: body.longTerm === true,
    };
    world.templates.choose(appOf(world, optionalTextOf(body, 'appId')).appId, template);
    return template;
  });

  scope.delete('/templates/:id', async (request, reply) => {
    world.templates.delete(appOf(world, queryOf(request, 'appId') || undefined).appId, paramOf(request, 'id'));
    return reply.code(204).send();
  });
}

/** As wx.getSetting({ withSubscriptions: true }) tells it, and beside it what the platform alone knows. */
function settingsView(world: World, { appId }: MiniProgram, { openid }: Person): object {
  const { mainSwitch, items } = world.subscriptions.settingOf(appId, openid);
  const rights = world.subscriptions.list({ openid }).filter((right) => right.appId === appId);
  return { subscriptionsSetting: { mainSwitch, itemSettings: Object.fromEntries(items) }, rights };
}

function appOf(world: World, appId = world.miniProgram.appId): MiniProgram {
  const app = world.miniPrograms.find((one) => one.appId === appId);
  if (!app) throw new ControlError(404, `没有这个小程序：${appId}`);
  return app;
}

function textsOf(body: Input, name: string): string[] {
  const value = body[name];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) throw new ControlError(400, `${name} 应为文字的列表`);
  return value as string[];
}

function readSheet(body: Input): SheetAnswers | null {
  if (body.answers === undefined || body.answers === null) return null;
  if (typeof body.answers !== 'object') throw new ControlError(400, 'answers 应为对象');
  const given = body.answers as Input;
  const answers = Object.fromEntries(Object.keys(given).map((id) => [id, oneOf(given, id, ['accept', 'reject'])]));
  return { answers, keep: body.keep === true };
}

function readFields(body: Input): { key: string; label: string; values?: string[] }[] {
  if (!Array.isArray(body.fields)) throw new ControlError(400, 'fields 应为列表');
  return (body.fields as Input[]).map((field) => ({
    key: textOf(field, 'key'),
    label: textOf(field, 'label'),
    ...(field.values === undefined ? {} : { values: textsOf(field, 'values') }),
  }));
}
