import Taro, { useShareAppMessage } from '@tarojs/taro';
import { inDemo, tellDemo } from './demo-bridge';
import { type PageName, type PageQuery, pathTo } from './navigation';
import { absolute } from './server';
import { toast } from './toast';

/** `picture` is shown 5:4; without one the platform takes a picture of the screen. */
export type ShareCard = { title: string; page: PageName; query?: PageQuery; picture?: string | null };

/**
 * What sharing this page sends to a chat. The page needs `enableShareAppMessage: true` in its index.config.ts, and a
 * `<ShareButton card={…}>` if it is to be offered on the page itself.
 */
export function useShareCard(card: () => ShareCard): void {
  useShareAppMessage(() => message(card()));
}

function message({ title, page, query, picture }: ShareCard) {
  return { title, path: pathTo(page, query), imageUrl: absolute(picture) };
}

/** h5 only: into the chat of the phones page, else the link into the clipboard. */
export async function shareOnH5(card: ShareCard): Promise<void> {
  const sent = message(card);
  if (inDemo()) {
    tellDemo({ type: 'share', ...sent });
    return;
  }
  await Taro.setClipboardData({ data: `${window.location.origin}/#${sent.path}` });
  toast('链接已复制，可以粘贴到聊天里');
}
