import type { OperationId } from '@dianquan/shared/routes';
import type { Row } from './matrix-row';
import type { Scene } from './scene';

const SIGNED_IN = '1 ooooo ooooooo';
const MAKERS = '1 33333 33o333o';
const REPORT_READERS = '1 33333 33o33oo';
const ADMIN = '1 33333 333333o';

const announcement = (s: Scene) => ({ params: { id: s.announcementId } });
const FIELDS = [{ key: 'thing1', label: '公告', source: 'title' }];
const SETTINGS = { quietFrom: 22, quietUntil: 8, weeklyCap: 5, mergeMinutes: 10, fallbackHours: 24, callAfterHours: 48 };

/** What is sent outside the app, and who decides about it. */
export const DELIVERY: Partial<Record<OperationId, Row>> = {
  'delivery.attempts': { expected: REPORT_READERS, call: announcement },
  'delivery.channels': { expected: ADMIN },
  'delivery.consents': { expected: SIGNED_IN },
  'delivery.createTemplate': {
    expected: MAKERS,
    call: (s) => ({ body: { use: 'waiting', platformId: s.word(), title: '待办', fields: FIELDS } }),
  },
  'delivery.deadLetters': { expected: MAKERS },
  'delivery.drop': { expected: MAKERS, call: async (s) => ({ params: { id: await s.deadLetter() }, body: { reason: '不要了' } }) },
  'delivery.forecast': { expected: MAKERS, call: () => ({ body: { audience: { everyone: true }, title: '停电' } }) },
  'delivery.massTasks': { expected: '1 33333 ooo333o' },
  'delivery.preferences': { expected: SIGNED_IN },
  'delivery.recordConsent': {
    expected: SIGNED_IN,
    call: (s) => ({
      body: { askId: `asked-${s.word()}`.padEnd(12, '0').replace('词', 'w'), answers: [{ platformId: 'none', answer: 'reject' }] },
    }),
  },
  'delivery.report': { expected: REPORT_READERS, call: announcement },
  'delivery.retry': { expected: MAKERS, call: async (s) => ({ params: { id: await s.deadLetter() } }) },
  'delivery.setPreferences': { expected: SIGNED_IN, call: () => ({ body: { announcements: true, orders: true, community: true } }) },
  'delivery.setSettings': { expected: MAKERS, call: () => ({ body: { ...SETTINGS, channels: ['inbox', 'subscription'] } }) },
  'delivery.settings': { expected: MAKERS },
  'delivery.templates': { expected: MAKERS },
  'delivery.withdrawTemplate': {
    expected: MAKERS,
    call: async (s) => ({ params: { id: await s.pushTemplate() }, body: { reason: '换新' } }),
  },
  'wecom.links': { expected: '1 33333 o4o333o', call: (s) => ({ params: { shopId: s.shopId } }) },
  'wecom.linkMember': { expected: '1 33333 o4o333o', call: (s) => ({ params: { id: s.unreadMemberId }, body: { link: null } }) },
};
