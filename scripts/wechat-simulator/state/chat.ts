import { groupOpenidOf, opengidOf, roomidOf } from './identities';
import type { Randomness } from './randomness';

export interface ChatRoom {
  id: string;
  type: 'single' | 'group';
}

export interface Card {
  title: string;
  /** Begins with a slash and may carry a query, as onShareAppMessage returns it. */
  path: string;
  imageUrl: string | null;
  withShareTicket: boolean;
}

export interface ChatMessage {
  id: number;
  at: number;
  room: ChatRoom;
  fromKey: string;
  card: Card | null;
  /** A data URL. */
  picture: string | null;
  text: string | null;
}

/** What wx.getLaunchOptionsSync would say after the tap. */
export interface Launch {
  path: string;
  query: Record<string, string>;
  scene: number;
  shareTicket?: string;
}

interface Entrance {
  room: ChatRoom;
  shareTicket: string | null;
}

/** Codes of wx.getGroupEnterInfo: 1 a chat of two WeChat users, 3 an ordinary group. */
const CHAT_TYPE = { single: 1, group: 3 } as const;

export class Chat {
  private readonly messages: ChatMessage[] = [];
  private readonly entrances = new Map<string, Entrance>();

  constructor(private readonly random: Randomness) {}

  post(message: Omit<ChatMessage, 'id'>): ChatMessage {
    const posted = { ...message, id: this.messages.length + 1 };
    this.messages.push(posted);
    return posted;
  }

  after(id: number): ChatMessage[] {
    return this.messages.slice(Math.max(0, id));
  }

  find(id: number): ChatMessage | undefined {
    return this.messages[id - 1];
  }

  /** Someone taps the card: 1007 among two, 1044 in a group when the card asked for a share ticket, else 1008. */
  openCard(message: ChatMessage, card: Card, userKey: string): Launch {
    const inGroup = message.room.type === 'group';
    const shareTicket = inGroup && card.withShareTicket ? this.random.hex(32) : null;
    this.entrances.set(userKey, { room: message.room, shareTicket });
    const [path = '', ...search] = card.path.split('?');
    const launch: Launch = {
      path: path.replace(/^\//, ''),
      query: rawQuery(search.join('?')),
      scene: inGroup ? (shareTicket ? 1044 : 1008) : 1007,
    };
    return shareTicket ? { ...launch, shareTicket } : launch;
  }

  /** Entering by any other way leaves no chat to ask about. */
  enterFromElsewhere(userKey: string): void {
    this.entrances.delete(userKey);
  }

  groupEnterInfo(userKey: string): Record<string, unknown> | null {
    const entrance = this.entrances.get(userKey);
    if (!entrance) return null;
    const { id, type } = entrance.room;
    if (type === 'single') return { open_single_roomid: roomidOf(id), chat_type: CHAT_TYPE.single };
    return { opengid: opengidOf(id), group_openid: groupOpenidOf(id, userKey), chat_type: CHAT_TYPE.group };
  }
}

/** The app sees values as they were written, still encoded. */
export function rawQuery(search: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const [name = '', ...value] = pair.split('=');
    query[name] = value.join('=');
  }
  return query;
}
