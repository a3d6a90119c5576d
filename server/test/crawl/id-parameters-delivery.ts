import type { OperationId } from '@dianquan/shared/routes';
import type { Named, Unnamed } from './id-row';

const none = (why: string): Unnamed => ({ none: why });
const announcement: Named = { names: ['announcement', 'draft'] };
const TEMPLATE = none('templates are the company’s, and every manager’s');
const WORK = none('background work is the company’s, whoever it was for');
const AT_WECHAT = none('a template, as WeChat names it');

const to = (place: string): Named => ({
  names: /egment/.test(place) ? ['segment'] : ['shop', 'quietShop'],
  send: (id) => ({ body: { title: '停电', audience: { everyone: place.startsWith('exclude'), [place]: [id] } } }),
});

export const DELIVERY_ID_PARAMETERS: Partial<Record<OperationId, Record<string, Named | Unnamed>>> = {
  'delivery.attempts': { 'path.id': announcement },
  'delivery.createTemplate': { 'body.platformId': AT_WECHAT, 'body.fields.key': none('a field of a template, as WeChat names it') },
  'delivery.drop': { 'path.id': WORK },
  'delivery.forecast': Object.fromEntries(
    ['segmentIds', 'shopIds', 'excludeSegmentIds', 'excludeShopIds'].map((place) => [`body.audience.${place}`, to(place)]),
  ),
  'delivery.massTasks': { 'query.announcementId': announcement },
  'delivery.recordConsent': {
    'body.askId': none('made by who tells it, to be told twice and counted once'),
    'body.answers.platformId': AT_WECHAT,
  },
  'delivery.report': { 'path.id': announcement },
  'delivery.retry': { 'path.id': WORK },
  'delivery.withdrawTemplate': { 'path.id': TEMPLATE },
};
