import type { OperationId } from '@dianquan/shared/routes';
import { CATALOGUE_ID_PARAMETERS } from './id-parameters-catalogue';
import { DELIVERY_ID_PARAMETERS } from './id-parameters-delivery';
import { ORDER_MOVE_ID_PARAMETERS } from './id-parameters-order-moves';
import { ORDERING_ID_PARAMETERS } from './id-parameters-ordering';
import { PAYMENT_ID_PARAMETERS } from './id-parameters-payments';
import { PRICE_ID_PARAMETERS } from './id-parameters-prices';
import { REPORT_ID_PARAMETERS } from './id-parameters-reports';
import type { Named, Unnamed } from './id-row';
import type { Thing } from './worlds';

type Ids = number | string;

const all = (...names: Thing[]): Named => ({ names });
const body = (names: Thing[], make: (id: Ids) => object): Named => ({ names, send: (id) => ({ body: make(id) }) });
const none = (why: string): Unnamed => ({ none: why });
/** Found by whoever wants to join: what is answered is what stands on the sign, and somebody of the shop confirms. */
const claimed = (named: Named): Named => ({ ...named, open: 'a shop is claimed by people who are not in it yet' });

const SECRET = none('a secret that is handed out, not the id of an object');
const DISTRICT = none('a district of the country');
const TYPED = none('typed by a person, never looked up for them');
const FILES: Thing[] = ['freeFile', 'postFile', 'announcementFile', 'draftFile', 'importFile'];

const audience = (place: string): Named => ({
  names: /Segment|segment/.test(place) ? ['segment'] : ['shop', 'quietShop'],
  send: (id) => ({ body: { title: '范围', audience: { [place]: [id] } } }),
});
const drafting = {
  'body.blocks.fileId': body(FILES, (id) => ({ title: '图', blocks: [{ type: 'picture', fileId: id }] })),
  'body.attachmentFileIds': body(FILES, (id) => ({ title: '附件', attachmentFileIds: [id] })),
  'body.coverFileId': body(FILES, (id) => ({ title: '封面', coverFileId: id })),
  'body.audience.segmentIds': audience('segmentIds'),
  'body.audience.shopIds': audience('shopIds'),
  'body.audience.excludeSegmentIds': audience('excludeSegmentIds'),
  'body.audience.excludeShopIds': audience('excludeShopIds'),
};
const opening = {
  'body.coverFileId': body(FILES, (id) => ({ name: '圈子', coverFileId: id })),
  'body.segmentIds': body(['segment'], (id) => ({ name: '圈子', segmentIds: [id] })),
  'body.moderatorStaffIds': body(['staff'], (id) => ({ name: '圈子', moderatorStaffIds: [id] })),
};
const ruled = {
  'body.rule.in': body(['staff'], (id) => ({ name: '规则', rule: { field: 'ownerStaff', in: [id] } })),
  'body.rule.id': body(['field'], (id) => ({ name: '规则', rule: { field: 'custom', id } })),
};
const entered = {
  'body.code': TYPED,
  'body.regionCode': DISTRICT,
  'body.ownerStaffId': body(['staff'], (id) => ({ name: '归属', ownerStaffId: id })),
  'body.customFields': body(['field'], (id) => ({ name: '字段', customFields: { [id]: '甲' } })),
};
const recipients = {
  'path.id': all('announcement', 'draft'),
  'query.shopId': all('shop', 'quietShop'),
  'query.staffId': all('staff'),
  'query.regionCode': DISTRICT,
};
const announcement = { 'path.id': all('announcement', 'draft') };
const community = { 'path.id': all('community') };
const post = { 'path.id': all('post', 'checkedPost') };
const member = { 'path.id': all('member', 'quietMember', 'pendingMember', 'removedMember') };
const segment = { 'path.id': all('segment') };
const shop = { 'path.id': all('shop', 'quietShop') };
const invitation = { 'path.id': all('invitation', 'memberInvitation') };
const sheet = { 'path.id': all('import') };

export const ID_PARAMETERS: Partial<Record<OperationId, Record<string, Named | Unnamed>>> = {
  ...CATALOGUE_ID_PARAMETERS,
  ...DELIVERY_ID_PARAMETERS,
  ...ORDER_MOVE_ID_PARAMETERS,
  ...ORDERING_ID_PARAMETERS,
  ...PAYMENT_ID_PARAMETERS,
  ...REPORT_ID_PARAMETERS,
  ...PRICE_ID_PARAMETERS,
  'announcements.acknowledge': announcement,
  'announcements.breakdown': { 'path.id': { names: ['announcement', 'draft'], send: () => ({ query: { by: 'shop' } }) } },
  'announcements.callList': { 'query.announcementId': all('announcement', 'draft') },
  'announcements.callProgress': { 'query.announcementId': all('announcement', 'draft') },
  'announcements.countAudience': Object.fromEntries(
    ['segmentIds', 'shopIds', 'excludeSegmentIds', 'excludeShopIds'].map((place) => [
      `body.${place}`,
      body(/egment/.test(place) ? ['segment'] : ['shop', 'quietShop'], (id) => ({ everyone: place.startsWith('exclude'), [place]: [id] })),
    ]),
  ),
  'announcements.create': drafting,
  'announcements.discard': announcement,
  'announcements.exportUnread': announcement,
  'announcements.get': announcement,
  'announcements.markRead': announcement,
  'announcements.noteCall': {
    'path.announcementId': all('announcement', 'draft'),
    'path.memberId': all('member', 'quietMember', 'pendingMember', 'removedMember'),
  },
  'announcements.publish': announcement,
  'announcements.recipients': recipients,
  'announcements.remind': announcement,
  'announcements.report': announcement,
  'announcements.unread': recipients,
  'announcements.update': { ...announcement, ...drafting },
  'announcements.withdraw': announcement,
  'audit.list': { 'query.staffId': all('staff') },
  'communities.create': opening,
  'communities.decideJoinRequest': { ...community, 'path.memberId': all('member', 'quietMember') },
  'communities.get': community,
  'communities.joinRequests': community,
  'communities.requestToJoin': community,
  'communities.update': { ...community, ...opening },
  'customFields.remove': { 'path.id': all('field') },
  'customFields.update': { 'path.id': all('field') },
  'files.get': { 'path.id': all(...FILES) },
  'home.get': { 'query.tab': { names: ['community'], send: (id) => ({ query: { tab: `community:${id}` } }) } },
  'inbox.markRead': { 'body.keys': body(['inboxItem', 'announcement'], (id) => ({ keys: [`item:${id}`, `announcement:${id}`] })) },
  'invitations.accept': {
    'path.code': SECRET,
    'body.shopId': claimed(body(['shop', 'quietShop'], (shopId) => ({ shopId, role: 'clerk', name: '来人' }))),
    'body.newShop.regionCode': DISTRICT,
  },
  'invitations.attribution': {
    'query.staffId': all('staff'),
    'query.inviterMemberId': all('ownerMember'),
    'query.shopId': all('shop', 'quietShop'),
  },
  'invitations.create': {
    'body.communityId': all('community'),
    'body.prospectShopId': all('shop', 'quietShop'),
    'body.parentCode': SECRET,
  },
  'invitations.get': { 'path.code': SECRET },
  'invitations.picture': invitation,
  'invitations.poster': invitation,
  'invitations.revoke': invitation,
  'jobs.get': { 'path.id': all('job') },
  'members.claimShop': {
    'body.shopId': claimed(body(['shop', 'quietShop'], (shopId) => ({ shopId, role: 'clerk', name: '来人' }))),
    'body.newShop.regionCode': DISTRICT,
  },
  'members.confirm': member,
  'members.get': member,
  'members.list': { 'path.shopId': all('shop', 'quietShop') },
  'members.matchShops': { 'query.invitationCode': SECRET },
  'members.remove': member,
  'members.setPhone': { 'body.code': SECRET },
  'members.updateOwn': { 'body.avatarFileId': all(...FILES) },
  'posts.comment': {
    'path.id': { ...post['path.id'], send: () => ({ body: { text: '好' } }) },
    'body.replyToId': body(['comment'], (id) => ({ text: '好', replyToId: id })),
  },
  'posts.comments': post,
  'posts.create': {
    'path.communityId': { names: ['community'], send: () => ({ body: { text: '新动态' } }) },
    'body.fileIds': body(FILES, (id) => ({ text: '图', fileIds: [id] })),
  },
  'posts.get': post,
  'posts.like': post,
  'posts.list': { 'path.communityId': all('community') },
  'posts.pin': post,
  'posts.remove': post,
  'posts.removeComment': { 'path.id': all('comment') },
  'posts.unlike': post,
  'posts.unpin': post,
  'posts.viewers': post,
  'regions.list': {},
  'segments.create': { ...ruled, 'body.shopIds': body(['shop', 'quietShop'], (id) => ({ name: '手选', shopIds: [id] })) },
  'segments.get': segment,
  'segments.preview': ruled,
  'segments.remove': segment,
  'segments.shops': segment,
  'segments.update': {
    ...segment,
    ...ruled,
    'body.addShopIds': body(['shop', 'quietShop'], (id) => ({ addShopIds: [id] })),
    'body.removeShopIds': body(['shop', 'quietShop'], (id) => ({ removeShopIds: [id] })),
  },
  'session.create': { 'body.code': SECRET },
  'session.switchShop': { 'body.shopId': all('shop', 'quietShop') },
  'shops.create': entered,
  'shops.export': { 'query.segmentId': all('segment'), 'query.regionCode': DISTRICT, 'query.ownerStaffId': all('staff') },
  'shops.get': shop,
  'shops.getImport': sheet,
  'shops.handOver': {
    'body.shopIds': all('shop', 'quietShop'),
    'body.fromStaffId': all('staff'),
    'body.toStaffId': all('staff'),
  },
  'shops.history': shop,
  'shops.import': {
    'body.fileId': all(...FILES),
    'body.mapping': none('headers of the sheet to names of columns; fields are everybody’s'),
  },
  'shops.importFaults': sheet,
  'shops.list': { 'query.regionCode': DISTRICT, 'query.ownerStaffId': all('staff') },
  'shops.update': { ...shop, ...entered },
  'staff.update': { 'path.id': all('staff') },
  'wecom.linkMember': {
    'path.id': { ...member['path.id'], send: () => ({ body: { link: null } }) },
    'body.link.corpId': none('a company, as WeCom names it'),
  },
  'wecom.links': { 'path.shopId': all('shop', 'quietShop') },
};
