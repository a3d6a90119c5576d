import fastify from 'fastify';
import { serveCatalogue } from './bare-catalogue';
import { serveOrders } from './bare-orders';
import { type BareStore, openStore } from './bare-store';

type Receipt = { member: number; at: number; seconds: number; resolve: () => void; reject: (error: unknown) => void };
const BATCH = 500;

/** What one would write by hand for these answers and nothing else: no accounts, no checks, no log. */
async function main(): Promise<void> {
  const store = await openStore(process.env.BENCH_DATABASE ?? '');
  const app = fastify();
  app.get('/live', () => ({ ok: true }));
  app.get<{ Querystring: { community: string; account: string } }>('/feed', ({ query }) =>
    feed(store, Number(query.community), Number(query.account)),
  );
  const buffers = new Map<number, Receipts>();
  app.put<{ Params: { id: string }; Body: { member: number; seconds: number } }>('/reading/:id', async ({ params, body }, reply) => {
    const id = Number(params.id);
    const buffer = buffers.get(id) ?? new Receipts(store, id);
    buffers.set(id, buffer);
    await buffer.add(body.member, body.seconds);
    return reply.code(204).send();
  });
  app.get<{ Params: { id: string } }>('/report/:id', ({ params }) => report(store, Number(params.id)));
  serveCatalogue(app, store);
  serveOrders(app, process.env.BENCH_DATABASE ?? '');
  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
  process.on('SIGTERM', () => process.exit(0));
}

const FEED = `SELECT p.id, p.community_id, c.name, p.author_account_id, p.member_id, m.name, s.name, a.avatar_file_id, p.body, p.pictures, p.created_at, p.likes, p.comments, p.views, l.account_id
  FROM post p JOIN community c ON c.id = p.community_id JOIN account a ON a.id = p.author_account_id LEFT JOIN member m ON m.id = p.member_id LEFT JOIN shop s ON s.id = m.shop_id
    LEFT JOIN post_like l ON l.post_id = p.id AND l.account_id = ?`;

async function feed(store: BareStore, community: number, account: number) {
  const [pinned, rows] = await Promise.all([
    store.rows(`${FEED} WHERE p.community_id = ? AND p.pinned_at IS NOT NULL AND p.state = 'visible' ORDER BY p.pinned_at DESC LIMIT 10`, [
      account,
      community,
    ]),
    store.rows(`${FEED} WHERE p.community_id = ? AND p.state = 'visible' AND p.pinned_at IS NULL ORDER BY p.id DESC LIMIT 21`, [
      account,
      community,
    ]),
  ]);
  return {
    items: [...pinned, ...rows.slice(0, 20)].map((row) => postOf(row, account)),
    next: rows.length > 20 ? String(rows[19]?.[0]) : null,
  };
}

function postOf(row: unknown[], account: number) {
  const [id, communityId, communityName, author, member, name, shopName, avatar, text, pictures, createdAt, likes, comments, views, liked] =
    row;
  return {
    id,
    communityId,
    communityName,
    author: { kind: 'member', id: member, name, shopName, avatarUrl: avatar === null ? null : `/files/${avatar}` },
    text,
    pictures: (JSON.parse(String(pictures)) as { id: number; width: number; height: number }[]).map((p) => ({
      ...p,
      url: `/files/${p.id}`,
      thumbUrl: `/files/${p.id}?size=thumb`,
    })),
    createdAt: new Date(Number(createdAt)).toISOString(),
    pinned: false,
    likes,
    comments,
    views,
    liked: liked !== null,
    isMine: author === account,
    state: 'visible',
    refusal: null,
  };
}

/** Coalesced commits for one announcement: what arrives while one batch commits is the next. */
class Receipts {
  private waiting: Receipt[] = [];
  private running = false;

  constructor(
    private readonly store: BareStore,
    private readonly id: number,
  ) {}

  add(member: number, seconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ member, at: Date.now(), seconds, resolve, reject });
      if (!this.running) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    await new Promise((done) => setImmediate(done));
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      await this.store.markRead(this.id, batch).then(
        () => {
          for (const one of batch) one.resolve();
        },
        (error: unknown) => {
          for (const one of batch) one.reject(error);
        },
      );
    }
    this.running = false;
  }
}

async function report(store: BareStore, id: number) {
  const [[head], tallies, unread, [reminders]] = await Promise.all([
    store.rows('SELECT title, state, published_at FROM announcement WHERE id = ?', [id]),
    store.rows(
      `SELECT dimension, people, delivered, people_read, acknowledged, understood, shops, shops_reached, shops_read, shops_owner_read, shops_fully_read FROM announcement_tally WHERE announcement_id = ? AND dimension IN ('all', 'owner', 'clerk')`,
      [id],
    ),
    store.rows(
      `SELECT r.member_id, m.name, r.is_owner, a.phone, r.shop_id, s.name, st.name, r.delivered_at FROM announcement_recipient r JOIN member m ON m.id = r.member_id JOIN account a ON a.id = m.account_id
         JOIN shop s ON s.id = r.shop_id LEFT JOIN staff st ON st.id = s.owner_staff_id WHERE r.announcement_id = ? AND r.read_at IS NULL ORDER BY r.member_id LIMIT 50`,
      [id],
    ),
    store.rows('SELECT COUNT(*) FROM announcement_reminder WHERE announcement_id = ? AND at >= ?', [id, Date.now() - 86_400_000]),
  ]);
  const keys = ['memberId', 'name', 'role', 'phone', 'shopId', 'shopName', 'salespersonName', 'deliveredAt'];
  return {
    id,
    title: head?.[0],
    state: head?.[1],
    publishedAt: head?.[2],
    tallies: tallies.map(
      ([dimension, people, delivered, read, acknowledged, understood, shops, reached, shopsRead, ownerRead, fullyRead]) => ({
        dimension,
        people,
        delivered,
        read,
        acknowledged,
        understood,
        shops,
        reached,
        shopsRead,
        ownerRead,
        fullyRead,
      }),
    ),
    remindedToday: Number(reminders?.[0] ?? 0),
    firstUnread: unread.map((row) => ({
      ...Object.fromEntries(keys.map((key, i) => [key, row[i]])),
      readAt: null,
      lastReadAt: null,
      seconds: 0,
      acknowledgedAt: null,
      understoodAt: null,
    })),
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
