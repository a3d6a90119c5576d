/**
 * The people's side of the simulator: what someone with a phone in the hand does, for the phones page and for tests.
 * JSON both ways, below `<prefix>/control`. Faults are HTTP 400/404/409 with `{ message }` in Chinese. What the *client*
 * platform refuses (privacy, a refused phone number) is a 200 with `{ errno, errMsg }`, as wx.* hands it to `fail`.
 *
 * User = { key, nickname, phone, openid, unionid, userid: string|null, blocked, lastSeenAt: number|null,
 *          privacy: { needAuthorization, privacyContractName }, demoCodes: { loginCode, phoneCode }|null }
 * Launch = { path: 'pages/x/index' (no leading slash), query: Record<string, string> (values still encoded),
 *            scene: number, shareTicket?: string }
 * Message = { id, at, room: { id, type: 'single'|'group' }, fromKey,
 *             card: { title, path, imageUrl, withShareTicket }|null, picture: dataUrl|null, text: string|null }
 *
 * People
 *   GET    /users?q=&limit=                 → { items: User[] }                          at most 200
 *   POST   /users                           { kind?: 'wechat'|'wecom', key?, nickname?, phone? } → 201 User, someone brand new
 *   GET    /users/:key                      → User
 *   PATCH  /users/:key                      { nickname?, phone?, blocked?, licensed? } → User       blocked: login answers 40226
 *   POST   /users/:key/visits               → User                                       "has just used the app" (two-hour rule)
 *   POST   /users/:key/login-codes          { provider?: 'wechat'|'wecom', appId? } → { code, errMsg }    wx.login, wx.qy.login
 *   POST   /users/:key/phone-codes          { agreePrivacy?, refuse?, appId? } → { code, errMsg } | { errno, errMsg }
 *   GET    /users/:key/privacy              → { needAuthorization, privacyContractName }
 *   PUT    /users/:key/privacy              { event: 'agree'|'disagree' } → the same
 *   DELETE /users/:key/privacy              → the same                                   removed from "recently used"
 *   POST   /users/:key/privacy/checks       { api: 'chooseMedia' } → { errMsg: 'chooseMedia:ok' } | { errno: 104|112, errMsg }
 *   POST   /users/:key/group-enter-info     → { errMsg, encryptedData?, iv? }            of the chat last entered from
 * Chat
 *   GET    /chat?after=<id>                 → { items: Message[] }                       poll with the last id seen
 *   POST   /chat                            { fromKey, room?: { id?, type? }, card | picture | text } → 201 Message
 *   POST   /chat/:id/openings               { userKey, how?: 'scan'|'longpress'|'album' } → { launch: Launch } | { text }
 *                                           cards 1007/1008/1044; code pictures 1047/1048/1049; ordinary QR 1011/1012/1013
 *                                           (by `qrLinkRules`); `text` is what a code or message says that is no entrance
 *   POST   /scans                           { userKey, picture: dataUrl, how? } → the same, for a picture from anywhere
 *   POST   /links/openings                  { userKey, url, inWechat? } → { launch }      URL Links: 1194, in WeChat 1167
 * Subscription messages. Right = { appId, openid, templateId, granted, sent, ended, left }
 *   POST   /users/:key/subscription-requests { tmplIds, answers?: { [id]: 'accept'|'reject' }, keep?, appId? }       wx.requestSubscribeMessage
 *                                           → { errMsg: null, ask: [{ id, title, labels }] } when the sheet has to ask: again with answers;
 *                                           → { errMsg, [id]: 'accept'|'reject'|'ban'|'filter' } | { errCode, errMsg }
 *   GET    /users/:key/subscriptions?appId= → { subscriptionsSetting: { mainSwitch, itemSettings }, rights: Right[] }
 *   PUT    /users/:key/subscriptions        { mainSwitch?, templateId?, choice?: 'accept'|'reject'|'ban', appId? } → the same
 *   PUT    /templates/:id                   { title, fields: [{ key, label, values? }], longTerm?, appId? } → the template, chosen in the console
 *   DELETE /templates/:id?appId=            → 204                                        deleted there: 40037 from now on
 * Lock screens. Notification = { id, userKey, to, kind: 'subscribe'|'wecom'|'mass-task'|'wecom-chat', app, title, lines: [{ label, value }],
 *                                at, msgid, page, url, scene, openedAt, withdrawnAt }
 *   GET    /notifications?userKeys=a,b      → { items: Notification[] }                  not opened yet, newest first
 *   POST   /notifications/:id/openings      { userKey } → { launch: Launch|null } | { url }
 *   GET    /ledger?channel=&to=&templateId=&outcome=&msgid=  → { messages: [{ id, msgid, channel, to, at, outcome, reason, templateId,
 *                                           content, cut }], rights: Right[] }           all that was accepted
 * WeCom. Customer = { userid, userKey, externalUserid, unionid, state, remark, tagIds, addedAt, allowance }
 *   GET    /customers?userid=               → { items: Customer[] }
 *   POST   /customers                       { userid, userKey, state?, addWay? } → 201 Customer, and the callback add_external_contact
 *   PATCH  /customers                       { userid, userKey, remark?, tagIds? } → Customer, edit_external_contact
 *   DELETE /customers?userid=&userKey=&by=member|customer  → 204, del_external_contact or del_follow_user
 *   POST   /customer-tags                   { name, group? } → 201 { id, name, group };  PATCH, DELETE /customer-tags/:id   change_external_tag
 *   PUT    /users/:key/app-following        { follows } → the same, and the callback subscribe or unsubscribe of a member
 *   GET    /mass-tasks?userKey=             → { items: [{ msgid, userid, text, createdAt, confirmedAt, cancelledAt, customers }] }
 *   POST   /mass-tasks/:msgid/confirmations { userKey } → { customers: [{ externalUserid, status: 1|2|3 }] }     the member taps "send"
 *   GET    /callbacks                       → { items: [{ id, event, attempts, deliveredAt }] }
 *   POST   /callbacks/:id/repeats           → { outcome };  POST /callbacks/verification → { ok }
 * Platform
 *   GET    /clock                           → { now, offsetMs };   POST /clock { advanceMs } → the same, due work done
 *   POST   /faults                          { path: '/sns/jscode2session' | '*', fault?, errcode?: -1, times?: 1, delayMs?: 0, after?: 0 } → 201
 *                                           faults in state/faults.ts; errcode 0 without a fault: only late
 *   DELETE /faults                          → 204
 *   PUT    /media-verdict                   { verdict: 'pass'|'review'|'risky'|'as-seen' }   overrules the media check
 *   POST   /token-revocations               { kind: 'plain'|'stable'|'wecom' } → { revoked }
 *   GET    /pushes                          → { items: [{ id, event, attempts, deliveredAt }] }
 *   POST   /pushes/verification             → { ok }                                     the console's check of the message URL
 * Pay. Payment = { prepayId, outTradeNo, description, totalFen, openid, expiresAt }
 *   GET    /pay/payments?userKey=|openid=   → { items: Payment[] }                       what can be paid now
 *   POST   /pay/requests                    { userKey, params: wx.requestPayment's } → { errMsg: null, payment } | { errMsg, payment: null }
 *   POST   /pay/payments/:prepayId/confirm  → { errMsg: 'requestPayment:ok' | 'requestPayment:fail …' }    the notice follows
 *   POST   /pay/payments/:prepayId/cancel   → { errMsg: 'requestPayment:fail cancel' }
 *   GET    /pay/ledger?outTradeNo=          → { items: [{ outTradeNo, transactionId, state, totalFen, paidFen, refundedFen, refundingFen,
 *                                           refunds: [{ outRefundNo, refundId, fen, status }] }] }
 *   GET    /pay/notices                     → { items: [{ id, eventType, outTradeNo, url, attempts, probes, deliveredAt }] }
 *   POST   /pay/notices/:id/repeats         → { ok }                                     sent once more, delivered or not
 *   POST   /pay/faults                      { fault, operation?, times?: 1, delayMs?: 0 } → 201; names in pay/pay-faults.ts
 *   POST   /pay/refund-outcomes             { outcome: 'SUCCESS'|'ABNORMAL'|'CLOSED' } → 201       of the next refund
 *   PUT    /pay/funds                       { fen: number|null } → { fen }               the balance that refunds come from
 *   POST   /pay/certificates                → 201 { serial }                             signs with a new certificate from now on
 */
import type { FastifyInstance } from 'fastify';
import type { World } from '../state/world';
import { chatControl } from './chat-control';
import { ControlError } from './input';
import { lockScreenControl } from './lock-screen-control';
import { payControl } from './pay-control';
import { peopleControl, privacyControl } from './people-control';
import { platformControl } from './platform-control';
import { subscribeControl } from './subscribe-control';
import { wecomControl } from './wecom-control';

/** Pictures come as data URLs. */
const BODY_LIMIT = 8 * 1024 * 1024;

export function controlRoutes(scope: FastifyInstance, world: World): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(new ControlError(400, '请求内容不是 JSON'));
    }
  });
  scope.setErrorHandler(async (error: Error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'simulator control failed');
    reply.code(status);
    return { message: status >= 500 ? '模拟器出错了' : error.message };
  });
  peopleControl(scope, world);
  privacyControl(scope, world);
  chatControl(scope, world);
  subscribeControl(scope, world);
  lockScreenControl(scope, world);
  wecomControl(scope, world);
  platformControl(scope, world);
  payControl(scope, world);
}
