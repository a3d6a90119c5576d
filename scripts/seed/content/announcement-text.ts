import type { AnnouncementCategory } from '@dianquan/shared/contract/announcements';

type Mark = { from: number; to: number; mark: 'bold' };
export type TextBlock =
  | { type: 'heading'; text: string }
  | { type: 'text'; text: string; marks?: Mark[] }
  | { type: 'list'; items: string[] }
  | { type: 'picture'; key: string; caption: string };

export type AnnouncementText = {
  title: string;
  category: AnnouncementCategory;
  /** Days from today, and the time of day. */
  day: number;
  time: string;
  /** `everyone`, or keys of segments. */
  to: string[];
  cover: string | null;
  attachments: string[];
  button: { label: string; page: string } | null;
  call: boolean;
  must: boolean;
  question: { text: string; answers: [string, string]; right: 0 | 1 } | null;
  /** Days after publishing during which shops that join are added. */
  open: number | null;
  /** How interesting it is: 1 is usual. */
  reach: number;
  state: { kind: 'published' | 'draft' | 'scheduled' | 'withdrawn' | 'corrected'; day: number; time: string; note: string };
  blocks: TextBlock[];
};

const CATEGORY: Record<string, AnnouncementCategory> = {
  'new-products': 'new_product',
  promotions: 'promotion',
  policies: 'policy',
  notices: 'notice',
};

/** One file of notices: `## title`, a line for each setting, `---`, the body. */
export function parseAnnouncements(file: string, text: string): AnnouncementText[] {
  const category = CATEGORY[file];
  if (!category) throw new Error(`announcements/${file}.md: no such category`);
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [head = '', body = ''] = section.split(/^---$/m);
      const [title = '', ...lines] = head.trim().split('\n');
      const settings = new Map(lines.map((line) => line.split(/:\s*(.*)/s).slice(0, 2) as [string, string]));
      return announcement(title, category, settings, body);
    });
}

function announcement(title: string, category: AnnouncementCategory, settings: Map<string, string>, body: string): AnnouncementText {
  const [day = '', time = ''] = (settings.get('day') ?? '').split(' ');
  if (!/^-\d+$/.test(day) || !/^\d\d:\d\d$/.test(time)) throw new Error(`${title}: day is missing`);
  const button = settings.get('button')?.split(' | ');
  return {
    title,
    category,
    day: Number(day),
    time,
    to: (settings.get('to') ?? 'everyone').split(/,\s*/),
    cover: settings.get('cover') ?? null,
    attachments: settings.get('attach')?.split(/,\s*/) ?? [],
    button: button ? { label: button[0]!, page: button[1]! } : null,
    call: settings.get('call') === 'yes' || !settings.has('button'),
    must: settings.get('must') === 'yes',
    question: question(settings.get('question')),
    open: settings.has('open') ? Number(settings.get('open')) : null,
    reach: Number(settings.get('reach') ?? 1),
    state: state(settings.get('state')),
    blocks: blocks(body),
  };
}

/** `text | *right answer | wrong answer` */
function question(line: string | undefined): AnnouncementText['question'] {
  if (line === undefined) return null;
  const [text = '', first = '', second = ''] = line.split(' | ');
  if (first.startsWith('*') === second.startsWith('*')) throw new Error(`${text}: one answer is right`);
  return { text, answers: [first.replace('*', ''), second.replace('*', '')], right: first.startsWith('*') ? 0 : 1 };
}

function state(line: string | undefined): AnnouncementText['state'] {
  if (line === undefined) return { kind: 'published', day: 0, time: '00:00', note: '' };
  const [kind, day = '0', time = '00:00', ...note] = line.split(' ');
  return { kind: kind as AnnouncementText['state']['kind'], day: Number(day), time, note: note.join(' ') };
}

function blocks(body: string): TextBlock[] {
  const made: TextBlock[] = [];
  for (const line of body
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const last = made.at(-1);
    const picture = /^!\[(.*)\]\((.*)\)$/.exec(line);
    if (picture) made.push({ type: 'picture', key: picture[2]!, caption: picture[1]! });
    else if (line.startsWith('### ')) made.push({ type: 'heading', text: line.slice(4) });
    else if (!line.startsWith('- ')) made.push(paragraph(line));
    else if (last?.type === 'list') last.items.push(plain(line.slice(2)));
    else made.push({ type: 'list', items: [plain(line.slice(2))] });
  }
  return made;
}

const plain = (text: string): string => text.replaceAll('**', '');

function paragraph(line: string): TextBlock {
  const marks: Mark[] = [];
  let text = '';
  line.split('**').forEach((part, index) => {
    if (index % 2 === 1) marks.push({ from: text.length, to: text.length + part.length, mark: 'bold' });
    text += part;
  });
  return marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text };
}
