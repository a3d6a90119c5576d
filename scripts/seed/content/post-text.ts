import type { Dice } from '../dice';

export type CommentBy = 'reader' | 'author' | 'moderator' | 'salesperson';
export type CommentTemplate = { by: CommentBy; text: string; replies: CommentTemplate[] };
export type PostTemplate = { pictures: string[]; text: string; comments: CommentTemplate[] };

const VOICES: Record<string, CommentBy> = { 作者: 'author', 圈主: 'moderator', 业务员: 'salesperson' };

/** `##` begins a post: its pictures, its text, then comments as a list, answers indented below them. */
export function parsePosts(file: string, text: string): PostTemplate[] {
  return text
    .split(/^##\s*$/m)
    .slice(1)
    .map((section) => {
      const post: PostTemplate = { pictures: [], text: '', comments: [] };
      for (const line of section.split('\n').filter((one) => one.trim() !== '')) addLine(post, line);
      if (post.text === '') throw new Error(`posts/${file}.md: a post without text`);
      return post;
    });
}

function addLine(post: PostTemplate, line: string): void {
  const [, indent, item] = /^(\s*)- (.*)$/.exec(line) ?? [];
  if (item === undefined) {
    if (line.startsWith('pic: ')) post.pictures.push(...line.slice(5).split(/,\s*/));
    else post.text += (post.text === '' ? '' : '\n') + line.trim();
    return;
  }
  const [, voice, rest] = /^(作者|圈主|业务员)：(.*)$/.exec(item) ?? [];
  const comment: CommentTemplate = { by: voice ? VOICES[voice]! : 'reader', text: rest ?? item, replies: [] };
  const last = post.comments.at(-1);
  if (indent && last) last.replies.push(comment);
  else post.comments.push(comment);
}

/**
 * Fills a template: `{a|b}` chooses, `{区}` is looked up. The choices of a post hold for its comments, so an answer that repeats
 * `{3|5}` says the number that the post said.
 */
export class Filling {
  private readonly chosen = new Map<string, string>();

  constructor(
    private readonly dice: Dice,
    private readonly words: Readonly<Record<string, string>>,
  ) {}

  fill(template: string): string {
    return template.replace(/\{([^{}]+)\}/g, (whole, inside: string) => {
      if (!inside.includes('|')) {
        const word = this.words[inside];
        if (word === undefined) throw new Error(`posts: nothing is called ${whole}`);
        return word;
      }
      let choice = this.chosen.get(inside);
      if (choice === undefined) {
        choice = this.dice.pick(inside.split('|'));
        this.chosen.set(inside, choice);
      }
      return choice;
    });
  }
}
