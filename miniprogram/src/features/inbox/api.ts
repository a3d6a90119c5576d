import type { Item } from '@/platform/contract';
import { sendLater } from '@/platform/offline-queue';
import { invalidate, putItems, queryClient, useAnswer } from '@/platform/query';
import { call } from '@/platform/request';
import { toastError } from '@/platform/toast';

type InboxItem = Item<'inbox.list'>;

export function useInboxCount() {
  return useAnswer('inbox.count');
}

/** Shows at once, also offline: the mark is kept until the network is back. */
export function markOneRead(item: InboxItem): void {
  if (item.read) return;
  putItems('inbox.list', (one) => (one.key === item.key ? { ...one, read: true } : one));
  queryClient.setQueryData<{ unread: number }>(['inbox.count', {}], (old) => old && { unread: Math.max(0, old.unread - 1) });
  sendLater('inbox.markRead', { body: { keys: [item.key] } });
}

export async function markAllRead(): Promise<void> {
  try {
    await call('inbox.markRead', { body: { all: true } });
    for (const id of ['inbox.list', 'inbox.count', 'home.get'] as const) void invalidate(id);
  } catch (error) {
    toastError(error);
  }
}
