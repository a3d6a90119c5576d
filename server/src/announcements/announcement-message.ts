import type { Importance, Message } from '../delivery/channels/channel';
import type { Fragment } from '../platform/database/sql';

type Told = { id: number; title: string; excerpt: string; mustAcknowledge: boolean; hasQuestion: boolean };

/** What people are told of an announcement outside the app. */
export function announcementMessage({ id, title, excerpt }: Pick<Told, 'id' | 'title' | 'excerpt'>, sender: string, at: number): Message {
  return {
    use: 'announcement',
    title,
    summary: excerpt,
    page: `/shop/announcement/index?id=${id}`,
    category: 'announcements',
    at,
    sender,
  };
}

export const importanceOf = ({ mustAcknowledge, hasQuestion }: Pick<Told, 'mustAcknowledge' | 'hasQuestion'>): Importance =>
  mustAcknowledge || hasQuestion ? 'must' : 'normal';

/** Its recipients who have not read it: looked at when it is planned, and again before each is sent to. */
export const unreadRecipients = (announcementId: number): Fragment => ({
  sql: 'EXISTS (SELECT 1 FROM announcement_recipient ar WHERE ar.announcement_id = ? AND ar.member_id = m.id AND ar.read_at IS NULL)',
  params: [announcementId],
});
