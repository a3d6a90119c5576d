import type { OperationId } from '@dianquan/shared/routes';
import type { Call } from '../app';
import { CATALOGUE } from './matrix-catalogue';
import { DELIVERY } from './matrix-delivery';
import { ORDER_MOVES } from './matrix-order-moves';
import { ORDERING } from './matrix-ordering';
import { PAYMENTS } from './matrix-payments';
import { PRICES_AND_STOCK } from './matrix-prices';
import { REPORTS } from './matrix-reports';
import type { Row } from './matrix-row';
import type { Scene } from './scene';

export type { Row };

const A = (scene: Scene): Call => ({ params: { id: scene.announcementId } });
const community = (scene: Scene): Call => ({ params: { id: scene.communityId } });
const post = (scene: Scene): Call => ({ params: { id: scene.postId } });
const shop = (scene: Scene): Call => ({ params: { id: scene.shopId } });

const EVERYBODY = 'o ooooo ooooooo';
const SIGNED_IN = '1 ooooo ooooooo';
const STAFF = '1 33333 ooooooo';
const MAKERS = '1 33333 33o333o';
const FOLLOWERS = '1 33333 ooo33oo';
const REPORT_READERS = '1 33333 33o33oo';
const ADMIN = '1 33333 333333o';

export const MATRIX: Partial<Record<OperationId, Row>> = {
  ...CATALOGUE,
  ...DELIVERY,
  ...ORDER_MOVES,
  ...PAYMENTS,
  ...REPORTS,
  ...ORDERING,
  ...PRICES_AND_STOCK,
  'announcements.acknowledge': { expected: '1 3oo43 3333333', call: A },
  'announcements.breakdown': { expected: REPORT_READERS, call: (s) => ({ ...A(s), query: { by: 'region' } }) },
  'announcements.callList': { expected: FOLLOWERS },
  'announcements.callProgress': { expected: FOLLOWERS },
  'announcements.countAudience': { expected: MAKERS, call: () => ({ body: { everyone: true } }) },
  'announcements.create': { expected: MAKERS, call: () => ({ body: { title: '草稿' } }) },
  'announcements.discard': { expected: MAKERS, call: async (s) => ({ params: { id: await s.draft() } }) },
  'announcements.exportUnread': { expected: FOLLOWERS, call: A },
  'announcements.get': { expected: '1 3oo43 ooo33oo', call: A },
  'announcements.list': { expected: FOLLOWERS },
  'announcements.markRead': { expected: '1 3oo43 3333333', call: A },
  'announcements.noteCall': {
    expected: '1 33333 o4o33oo',
    call: (s) => ({ params: { announcementId: s.announcementId, memberId: s.unreadMemberId }, body: { result: 'told' } }),
  },
  'announcements.publish': { expected: MAKERS, call: async (s) => ({ params: { id: await s.draft() } }) },
  'announcements.recipients': { expected: FOLLOWERS, call: A },
  'announcements.remind': { expected: MAKERS, call: A },
  'announcements.report': { expected: REPORT_READERS, call: A },
  'announcements.unread': { expected: FOLLOWERS, call: A },
  'announcements.update': { expected: MAKERS, call: async (s) => ({ params: { id: await s.draft() }, body: { title: '改过' } }) },
  'announcements.withdraw': { expected: MAKERS, call: async (s) => ({ params: { id: await s.draft() } }) },
  'audit.list': { expected: ADMIN },
  'communities.create': { expected: MAKERS, call: () => ({ body: { name: '新圈子' } }) },
  'communities.decideJoinRequest': {
    expected: MAKERS,
    call: (s) => ({ params: { id: s.communityId, memberId: s.unreadMemberId }, body: { approve: true } }),
  },
  'communities.get': { expected: '1 4oo44 ooooooo', call: community },
  'communities.joinRequests': { expected: MAKERS, call: community },
  'communities.list': { expected: SIGNED_IN },
  'communities.news': { expected: SIGNED_IN, call: () => ({ query: { since: '2026-01-01T00:00:00.000Z' } }) },
  'communities.requestToJoin': { expected: '1 3oo43 3333333', call: (s) => ({ ...community(s), body: {} }) },
  'communities.update': { expected: MAKERS, call: (s) => ({ ...community(s), body: { description: '说明' } }) },
  'customFields.create': { expected: ADMIN, call: () => ({ body: { label: '面积', type: 'number' } }) },
  'customFields.list': { expected: STAFF },
  'customFields.remove': { expected: ADMIN, call: async (s) => ({ params: { id: await s.field() } }) },
  'customFields.update': { expected: ADMIN, call: async (s) => ({ params: { id: await s.field() }, body: { label: '改名' } }) },
  'files.get': { expected: '4 44444 4444444', call: (s) => ({ params: { id: s.fileId }, query: { s: '1.forged' } }) },
  'files.upload': { expected: SIGNED_IN },
  'health.live': { expected: EVERYBODY },
  'health.ready': { expected: EVERYBODY },
  'home.get': { expected: SIGNED_IN },
  'inbox.count': { expected: SIGNED_IN },
  'inbox.list': { expected: SIGNED_IN },
  'inbox.markRead': { expected: SIGNED_IN, call: () => ({ body: { keys: ['item:1'] } }) },
  // The guard lets any person through; who may join is in the rules of joining.
  'invitations.accept': { expected: SIGNED_IN, call: (s) => ({ params: { code: s.invitation.code }, body: {} }) },
  'invitations.attribution': { expected: '1 3ooo3 ooo33oo' },
  'invitations.create': { expected: '1 3ooo3 ooooooo', call: () => ({ body: {} }) },
  'invitations.get': { expected: EVERYBODY, call: (s) => ({ params: { code: s.invitation.code } }) },
  'invitations.list': { expected: '1 3ooo3 ooooooo' },
  'invitations.picture': { expected: '1 34443 o4o444o', call: (s) => ({ params: { id: s.invitation.id } }) },
  'invitations.poster': { expected: '1 34443 o4o444o', call: (s) => ({ params: { id: s.invitation.id } }) },
  'invitations.rejections': { expected: '1 33333 ooo333o' },
  'invitations.revoke': { expected: '1 34443 o4o444o', call: async (s) => ({ params: { id: await s.openInvitation() } }) },
  'invitations.scoreboard': { expected: FOLLOWERS },
  'invitations.statement': { expected: '1 33333 33oo33o', call: () => ({ query: { month: '2026-11' } }) },
  'jobs.get': { expected: STAFF, call: (s) => ({ params: { id: s.jobId } }) },
  'members.claimShop': { expected: SIGNED_IN, call: () => ({ body: {} }) },
  'members.confirm': { expected: '1 3o343 o4o333o', call: async (s) => ({ params: { id: await s.pendingClerk() } }) },
  'members.consent': { expected: SIGNED_IN, call: () => ({ body: {} }) },
  'members.eraseOwn': { expected: SIGNED_IN, call: () => ({ body: {} }) },
  'members.exportOwn': { expected: SIGNED_IN },
  'members.get': { expected: '1 3oo43 o4oo3oo', call: (s) => ({ params: { id: s.unreadMemberId } }) },
  'members.list': { expected: '1 3oo43 o4oo3oo', call: (s) => ({ params: { shopId: s.shopId } }) },
  'members.matchShops': { expected: SIGNED_IN, call: () => ({ query: { name: '五金' } }) },
  'members.remove': { expected: '1 4o444 o4o333o', call: async (s) => ({ params: { id: await s.pendingClerk() } }) },
  'members.setPhone': { expected: SIGNED_IN, call: () => ({ body: {} }) },
  'members.updateOwn': { expected: SIGNED_IN, call: () => ({ body: {} }) },
  'posts.comment': { expected: '1 3oo43 ooooooo', call: (s) => ({ ...post(s), body: { text: '好' } }) },
  'posts.comments': { expected: '1 4oo44 ooooooo', call: post },
  'posts.create': { expected: '1 3oo43 ooooooo', call: (s) => ({ params: { communityId: s.communityId }, body: { text: '新动态' } }) },
  'posts.get': { expected: '1 4oo44 ooooooo', call: post },
  'posts.like': { expected: '1 3oo43 ooooooo', call: post },
  'posts.list': { expected: '1 4oo44 ooooooo', call: (s) => ({ params: { communityId: s.communityId } }) },
  'posts.own': { expected: SIGNED_IN },
  'posts.pin': { expected: MAKERS, call: post },
  'posts.remove': { expected: '1 3o343 33o333o', call: async (s) => ({ params: { id: await s.freshPost() }, body: { reason: '广告' } }) },
  'posts.removeComment': {
    expected: '1 3o343 33o333o',
    call: async (s) => ({ params: { id: await s.freshComment() }, body: { reason: '广告' } }),
  },
  'posts.unlike': { expected: '1 3oo43 ooooooo', call: post },
  'posts.unpin': { expected: MAKERS, call: post },
  'posts.viewers': { expected: MAKERS, call: post },
  'regions.list': { expected: SIGNED_IN },
  'segments.create': { expected: MAKERS, call: (s) => ({ body: { name: s.word(), shopIds: [s.shopId] } }) },
  'segments.get': { expected: FOLLOWERS, call: (s) => ({ params: { id: s.segmentId } }) },
  'segments.list': { expected: FOLLOWERS },
  'segments.preview': { expected: MAKERS, call: () => ({ body: { rule: { field: 'level', in: ['A'] } } }) },
  'segments.remove': { expected: MAKERS, call: async (s) => ({ params: { id: await s.freshSegment() } }) },
  'segments.shops': { expected: FOLLOWERS, call: (s) => ({ params: { id: s.segmentId } }) },
  'segments.update': { expected: MAKERS, call: (s) => ({ params: { id: s.segmentId }, body: {} }) },
  'session.create': { expected: EVERYBODY, call: () => ({ body: { provider: 'wechat', code: 'demo-visitor' } }) },
  'session.delete': { expected: SIGNED_IN },
  'session.get': { expected: SIGNED_IN },
  'session.switchShop': { expected: '1 4oo44 4444444', call: (s) => ({ body: { shopId: s.shopId } }) },
  'shops.create': { expected: FOLLOWERS, call: (s) => ({ body: { name: s.word() } }) },
  'shops.export': { expected: FOLLOWERS },
  'shops.get': { expected: '1 3oo43 o4ooooo', call: shop },
  'shops.getImport': { expected: REPORT_READERS, call: (s) => ({ params: { id: s.importId } }) },
  'shops.handOver': { expected: MAKERS, call: (s) => ({ body: { fromStaffId: s.otherStaffId, toStaffId: s.staffId, shopIds: [] } }) },
  'shops.history': { expected: '1 33333 o4o33oo', call: shop },
  'shops.import': { expected: REPORT_READERS, call: () => ({ body: {} }) },
  'shops.importFaults': { expected: REPORT_READERS, call: (s) => ({ params: { id: s.importId } }) },
  'shops.imports': { expected: REPORT_READERS },
  'shops.list': { expected: STAFF },
  'shops.readSheet': { expected: REPORT_READERS },
  'shops.tags': { expected: FOLLOWERS },
  'shops.update': { expected: '1 33333 o4o33oo', call: (s) => ({ ...shop(s), body: {} }) },
  'staff.create': { expected: ADMIN, call: () => ({ body: {} }) },
  // The warehouse says which courier takes a parcel.
  'staff.list': { expected: '1 33333 33o3ooo' },
  'staff.update': { expected: ADMIN, call: (s) => ({ params: { id: s.staffId }, body: {} }) },
  // Nobody signs in here: the platform's signature is the permission, and an unsigned call is not one of the platform's.
  'wechat.push': { expected: '3 33333 3333333', call: () => ({ query: { timestamp: '1', nonce: 'n', signature: 'forged' }, body: {} }) },
  'wechat.verifyPush': {
    expected: '3 33333 3333333',
    call: () => ({ query: { timestamp: '1', nonce: 'n', signature: 'forged', echostr: 'e' } }),
  },
  'wecom.push': { expected: '3 33333 3333333', call: () => ({ query: { timestamp: '1', nonce: 'n', msg_signature: 'forged' }, body: {} }) },
  'wecom.verifyPush': {
    expected: '3 33333 3333333',
    call: () => ({ query: { timestamp: '1', nonce: 'n', msg_signature: 'forged', echostr: 'e' } }),
  },
};
