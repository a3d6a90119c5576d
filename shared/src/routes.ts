/**
 * operationId → method and path below `/api`. The server's handlers, the OpenAPI document and the mini-program's client are all
 * made from this table, so a path is written once. Free of zod: it goes into the mini-program's bundle.
 */
export const ROUTES = {
  'session.create': 'POST /session',
  'session.get': 'GET /session',
  'session.delete': 'DELETE /session',
  'session.switchShop': 'PUT /session/shop',

  'members.consent': 'PUT /me/consent',
  'members.setPhone': 'PUT /me/phone',
  'members.updateOwn': 'PATCH /me',
  'members.exportOwn': 'GET /me/export',
  'members.eraseOwn': 'DELETE /me',
  'members.matchShops': 'GET /me/shop-matches',
  'members.claimShop': 'POST /shops/claims',
  'members.list': 'GET /shops/:shopId/members',
  'members.get': 'GET /members/:id',
  'members.confirm': 'PUT /members/:id/confirmation',
  'members.remove': 'DELETE /members/:id',

  'shops.create': 'POST /shops',
  'shops.list': 'GET /shops',
  'shops.get': 'GET /shops/:id',
  'shops.update': 'PATCH /shops/:id',
  'shops.history': 'GET /shops/:id/history',
  'shops.handOver': 'POST /shops/handovers',
  'shops.export': 'GET /shops/export',
  'shops.readSheet': 'POST /shops/sheets',
  'shops.import': 'POST /shops/imports',
  'shops.imports': 'GET /shops/imports',
  'shops.getImport': 'GET /shops/imports/:id',
  'shops.importFaults': 'GET /shops/imports/:id/faults',
  'shops.tags': 'GET /shop-tags',
  'regions.list': 'GET /regions',

  'customFields.list': 'GET /custom-fields',
  'customFields.create': 'POST /custom-fields',
  'customFields.update': 'PATCH /custom-fields/:id',
  'customFields.remove': 'DELETE /custom-fields/:id',

  'staff.create': 'POST /staff',
  'staff.list': 'GET /staff',
  'staff.update': 'PATCH /staff/:id',

  'segments.create': 'POST /segments',
  'segments.list': 'GET /segments',
  'segments.get': 'GET /segments/:id',
  'segments.update': 'PATCH /segments/:id',
  'segments.remove': 'DELETE /segments/:id',
  'segments.preview': 'POST /segments/preview',
  'segments.shops': 'GET /segments/:id/shops',

  'invitations.create': 'POST /invitations',
  'invitations.list': 'GET /invitations',
  'invitations.get': 'GET /invitations/:code',
  'invitations.accept': 'POST /invitations/:code/acceptance',
  'invitations.revoke': 'PUT /invitations/:id/revocation',
  'invitations.picture': 'GET /invitations/:id/picture',
  'invitations.poster': 'GET /invitations/:id/poster',
  'invitations.attribution': 'GET /attributions',
  'invitations.scoreboard': 'GET /scoreboard',
  'invitations.statement': 'GET /scoreboard/statement',
  'invitations.rejections': 'GET /invitation-rejections',

  'communities.create': 'POST /communities',
  'communities.list': 'GET /communities',
  'communities.get': 'GET /communities/:id',
  'communities.update': 'PATCH /communities/:id',
  'communities.requestToJoin': 'POST /communities/:id/join-requests',
  'communities.joinRequests': 'GET /communities/:id/join-requests',
  'communities.decideJoinRequest': 'PUT /communities/:id/join-requests/:memberId',
  'communities.news': 'GET /communities/news',

  'posts.create': 'POST /communities/:communityId/posts',
  'posts.list': 'GET /communities/:communityId/posts',
  'posts.own': 'GET /me/posts',
  'posts.get': 'GET /posts/:id',
  'posts.remove': 'DELETE /posts/:id',
  'posts.pin': 'PUT /posts/:id/pin',
  'posts.unpin': 'DELETE /posts/:id/pin',
  'posts.like': 'PUT /posts/:id/like',
  'posts.unlike': 'DELETE /posts/:id/like',
  'posts.comment': 'POST /posts/:id/comments',
  'posts.comments': 'GET /posts/:id/comments',
  'posts.removeComment': 'DELETE /comments/:id',
  'posts.viewers': 'GET /posts/:id/viewers',

  'announcements.create': 'POST /announcements',
  'announcements.list': 'GET /announcements',
  'announcements.countAudience': 'POST /announcements/audience',
  'announcements.get': 'GET /announcements/:id',
  'announcements.update': 'PATCH /announcements/:id',
  'announcements.discard': 'DELETE /announcements/:id',
  'announcements.publish': 'PUT /announcements/:id/publication',
  'announcements.withdraw': 'DELETE /announcements/:id/publication',
  'announcements.markRead': 'PUT /announcements/:id/reading',
  'announcements.acknowledge': 'PUT /announcements/:id/acknowledgement',
  'announcements.recipients': 'GET /announcements/:id/recipients',
  'announcements.unread': 'GET /announcements/:id/unread',
  'announcements.exportUnread': 'GET /announcements/:id/unread/sheet',
  'announcements.report': 'GET /announcements/:id/report',
  'announcements.breakdown': 'GET /announcements/:id/breakdown',
  'announcements.remind': 'POST /announcements/:id/reminders',
  'announcements.callList': 'GET /call-list',
  'announcements.noteCall': 'PUT /call-list/:announcementId/:memberId',

  'home.get': 'GET /home',
  'inbox.list': 'GET /inbox',
  'inbox.count': 'GET /inbox/count',
  'inbox.markRead': 'PUT /inbox/reading',

  'files.upload': 'POST /files',
  'files.get': 'GET /files/:id',
  'jobs.get': 'GET /jobs/:id',
  'audit.list': 'GET /audit',
  'wechat.verifyPush': 'GET /wechat/push',
  'wechat.push': 'POST /wechat/push',
  'health.live': 'GET /health/live',
  'health.ready': 'GET /health/ready',
} as const;

export type OperationId = keyof typeof ROUTES;

/** Splits a route into its parts: `{ method: 'GET', path: '/shops/:id' }`. */
export function route(id: OperationId): { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string } {
  const [method, path] = ROUTES[id].split(' ') as ['GET', string];
  return { method, path };
}

/** Puts `params` into a path: `/shops/:id` + `{ id: 7 }` → `/shops/7`. */
export function fillPath(path: string, params: Record<string, string | number> = {}): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
}
