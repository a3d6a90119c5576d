import { type Calendar, DAY, MINUTE } from '../calendar';
import type { Content } from '../content/content';
import type { CommentTemplate, Filling } from '../content/post-text';
import type { Dice } from '../dice';
import type { Member, Staff } from './types';
import type { Author, Comment, Post } from './written';

type Scene = { content: Content; calendar: Calendar; dice: Dice };
type Voices = { moderator: Staff; reader: 'owners' | 'everyone' /** By account. */; people: Map<number, Member> };

/** People who can speak below one post. */
const MOST = 16;

/** The template's comments by people who have seen the post; under a popular one a few general words more. */
export function discuss(scene: Scene, post: Post, templates: CommentTemplate[], filling: Filling, voices: Voices): Comment[] {
  const { dice, calendar, content } = scene;
  const readers = readersOf(post, voices, dice);
  const comments: Comment[] = [];
  const add = (author: Author | null, body: string, at: number, replyTo: Comment | null): Comment | null => {
    if (!author || at >= calendar.now) return null;
    const comment = { id: 0, author, body, replyTo, createdAt: at };
    comments.push(comment);
    return comment;
  };
  let last: Member | null = null;
  for (const template of templates) {
    if (template.replies.length === 0 && dice.chance(0.12)) continue;
    const reader = readers.shift();
    const heard = template.by === 'reader' ? (reader ? reader.at : null) : post.createdAt + Math.round(dice.skewed(50, 0.8)) * MINUTE;
    if (heard === null) break;
    last = reader?.member ?? last;
    const parent = add(speaker(template, post, voices, reader?.member ?? null), filling.fill(template.text), heard, null);
    if (!parent) continue;
    let at = heard;
    for (const reply of template.replies) {
      at += Math.round(dice.skewed(18, 0.9)) * MINUTE;
      const other = reply.by === 'reader' ? (readers.shift()?.member ?? null) : null;
      add(speaker(reply, post, voices, other), filling.fill(reply.text), at, parent);
    }
  }
  const more = post.views.length > 90 && dice.chance(0.45) ? dice.between(1, 4) : 0;
  for (const words of dice.sample(content.comments.generic, more)) {
    const reader = readers.shift();
    if (!reader) break;
    const parent = add({ staff: null, member: reader.member }, words, reader.at, null);
    if (parent && dice.chance(0.3)) add(post.author, dice.pick(content.comments.replies), reader.at + dice.between(2, 90) * MINUTE, parent);
  }
  return comments.sort((a, b) => a.createdAt - b.createdAt);
}

function speaker(template: CommentTemplate, post: Post, voices: Voices, reader: Member | null): Author | null {
  if (template.by === 'author') return post.author;
  if (template.by === 'moderator') return { staff: voices.moderator, member: null };
  if (template.by === 'salesperson' && post.author.member) return { staff: post.author.member.shop.salesperson, member: null };
  return reader ? { staff: null, member: reader } : null;
}

/** Some of those who saw it in the first days and may speak, soonest first. */
function readersOf(post: Post, voices: Voices, dice: Dice): { member: Member; at: number }[] {
  const all = post.views.flatMap(({ accountId, at }) => {
    const member = voices.people.get(accountId);
    if (!member || at > post.createdAt + 3 * DAY || (voices.reader === 'owners' && member.role !== 'owner')) return [];
    return [{ member, at: at + dice.between(40, 400) * 1000 }];
  });
  return dice.sample(all, Math.min(all.length, MOST)).sort((a, b) => a.at - b.at);
}
