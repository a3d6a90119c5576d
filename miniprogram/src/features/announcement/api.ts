import type { Answer } from '@/platform/contract';
import { sendLater } from '@/platform/offline-queue';
import { invalidate, useAnswer, useCommand } from '@/platform/query';

export type Notice = Extract<Answer<'announcements.get'>, { as: 'reader' }>;

export function useAnnouncement(id: number) {
  return useAnswer('announcements.get', { params: { id } });
}

/** Kept until the network is back; the lists follow. */
export function reportReading(id: number, seconds: number): void {
  sendLater('announcements.markRead', { params: { id }, body: { seconds, at: new Date().toISOString() } });
  for (const list of ['home.get', 'inbox.list', 'inbox.count'] as const) void invalidate(list);
}

export function useAcknowledge(id: number) {
  return useCommand('announcements.acknowledge', {
    refresh: ['announcements.get', 'home.get', 'inbox.list'],
    onDone: () => void invalidate('announcements.get').then(() => id),
  });
}
