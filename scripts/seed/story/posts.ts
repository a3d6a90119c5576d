import { type Calendar, DAY } from '../calendar';
import type { Content } from '../content/content';
import { Filling, type PostTemplate } from '../content/post-text';
import type { Dice } from '../dice';
import { discuss } from './comments';
import { type JoinRequest, peopleOf } from './communities';
import type { Places } from './places';
import type { Community, Member, Staff } from './types';
import type { Mark, Post } from './written';

type Scene = { content: Content; calendar: Calendar; dice: Dice; staff: Staff[]; places: Places };

/** What was written in all communities, in the order of time, with ids. */
export function makePosts(scene: Scene, communities: Community[], requests: JoinRequest[]): Post[] {
  const posts = communities.flatMap((community) => new Feed(scene, community, requests).write());
  posts.sort((a, b) => a.createdAt - b.createdAt);
  posts.forEach((post, index) => {
    post.id = index + 1;
  });
  return posts;
}

class Feed {
  private readonly dice: Dice;
  private readonly people: Member[];
  private readonly byAccount: Map<number, Member>;
  private readonly authors: Member[];
  private readonly used = new Map<PostTemplate, number>();
  private readonly texts = new Set<string>();
  private readonly moderator: Staff;

  constructor(
    private readonly scene: Scene,
    private readonly community: Community,
    requests: JoinRequest[],
  ) {
    this.dice = scene.dice.fork(`posts of ${community.content.key}`);
    this.people = peopleOf(community).sort((a, b) => a.confirmedAt! - b.confirmedAt!);
    this.byAccount = new Map(this.people.map((one) => [one.account.id, one]));
    this.moderator = scene.staff.find((one) => one.content.key === community.content.moderators[0])!;
    const approved = new Set(requests.filter((one) => one.community === community && one.state === 'approved').map((one) => one.member));
    const { postRight } = community.content;
    this.authors = this.people.filter((one) =>
      postRight === 'approved' ? approved.has(one) : postRight === 'everyone' || one.role === 'owner',
    );
  }

  write(): Post[] {
    const { posts, key } = this.community.content;
    const templates = this.dice.shuffled(this.scene.content.posts[key] ?? []);
    const times = Array.from({ length: posts - 1 }, () => this.time()).sort((a, b) => a - b);
    return [this.pinned(), ...times.map((at) => this.post(templates, at))];
  }

  /** More and more as people come in. */
  private time(): number {
    const day = -1 - Math.floor(54 * this.dice.float() ** 1.15);
    return this.scene.calendar.eveningTime(this.dice, day);
  }

  private pinned(): Post {
    const at = this.scene.calendar.at(-56, '09:30') + this.community.id * 600_000;
    return this.seen(
      {
        author: { staff: this.moderator, member: null },
        body: this.community.content.pinned,
        pictures: [],
        createdAt: at,
        pinnedAt: at + 60_000,
      },
      3,
    );
  }

  private post(templates: PostTemplate[], at: number): Post {
    const known = this.authors.filter((one) => one.confirmedAt! < at);
    const member = this.dice.pick(known.length > 0 ? known : this.authors.slice(0, 1));
    const createdAt = Math.max(at, member.confirmedAt! + 3_600_000);
    const { template, filling, body } = this.text(templates, member);
    const draft = { author: { staff: null, member }, body, pictures: this.pictures(template), createdAt, pinnedAt: null } as const;
    const post = this.seen(draft, 1);
    const reader = this.community.content.commentRight === 'owners' ? 'owners' : 'everyone';
    post.comments = discuss({ ...this.scene, dice: this.dice }, post, template.comments, filling, {
      moderator: this.moderator,
      reader,
      people: this.byAccount,
    });
    return post;
  }

  /** The template used least; one text never appears twice. */
  private text(templates: PostTemplate[], member: Member): { template: PostTemplate; filling: Filling; body: string } {
    const order = [...templates].sort((a, b) => (this.used.get(a) ?? 0) - (this.used.get(b) ?? 0));
    for (const template of order) {
      for (let attempt = 0; attempt < 4; attempt++) {
        const filling = new Filling(this.dice, this.words(member));
        const body = filling.fill(template.text);
        if (this.texts.has(body)) continue;
        this.texts.add(body);
        this.used.set(template, (this.used.get(template) ?? 0) + 1);
        return { template, filling, body };
      }
    }
    throw new Error(`posts/${this.community.content.key}.md has too few posts`);
  }

  private words(member: Member): Record<string, string> {
    const { shop } = member;
    const district = this.scene.places.district(shop.regionCode);
    const street = this.scene.places.streetName(shop.regionCode);
    return {
      区: this.scene.places.districtName(shop.regionCode),
      街道: (street || district.markets[0]!).replace(/(街道|镇)$/, ''),
      路: this.dice.pick(district.roads),
      店: shop.name,
      姓: member.account.name.slice(0, 1),
      业务员: shop.salesperson.content.name,
    };
  }

  private pictures(template: PostTemplate): string[] {
    if (template.pictures.length === 0 || (this.used.get(template) === 1 ? false : this.dice.chance(0.35))) return [];
    if (!this.dice.chance(0.08)) return template.pictures.slice(0, this.dice.between(1, template.pictures.length));
    return [...template.pictures, ...this.dice.sample(['shelf', 'boxes', 'toolbox', 'storefront', 'screws', 'cable', 'pipes'], 3)];
  }

  /** Who saw it and who liked it. */
  private seen(draft: Pick<Post, 'author' | 'body' | 'pictures' | 'createdAt' | 'pinnedAt'>, interest: number): Post {
    const { calendar } = this.scene;
    const reach = this.people.filter((one) => one.confirmedAt! < draft.createdAt + 4 * DAY && one !== draft.author.member);
    const count = Math.min(
      Math.round(reach.length * 0.45),
      Math.max(3, Math.round(this.dice.skewed(Math.min(150, reach.length * 0.08), 0.6) * interest)),
    );
    const views: Mark[] = [];
    for (const member of this.dice.sample(reach, count)) {
      const at = calendar.nextLook(this.dice, Math.max(draft.createdAt, member.confirmedAt!), 1.2);
      if (at < calendar.now) views.push({ accountId: member.account.id, name: member.account.name, at });
    }
    const unique = [...new Map(views.map((view) => [view.accountId, view])).values()].sort((a, b) => a.at - b.at);
    const liking = 0.03 + this.dice.float() * 0.1;
    const likes = unique.filter(() => this.dice.chance(liking)).map((view) => ({ ...view, at: view.at + this.dice.between(3, 50) * 1000 }));
    return { id: 0, community: this.community, ...draft, views: unique, likes: likes.filter(({ at }) => at < calendar.now), comments: [] };
  }
}
