import Taro from '@tarojs/taro';
import type { SubscriptionTold } from '../subscription-told';
import { control, h5UserKey } from './h5-login';

type Asked = { errMsg: string | null; ask?: { id: string; title: string }[] } & Record<string, unknown>;

/** The person's side of the simulator, where no phones page shows its sheet. */
export async function h5Subscribe(tmplIds: string[]): Promise<SubscriptionTold> {
  const path = `/users/${encodeURIComponent(h5UserKey() ?? '')}/subscription-requests`;
  const { ask, ...settled } = await control<Asked>(path, { tmplIds });
  if (!ask) return { answer: settled, itemSettings: {} };
  const { confirm } = await Taro.showModal({
    title: '发送一次以下消息',
    content: ask.map(({ title }) => title).join('、'),
    confirmText: '允许',
    cancelText: '取消',
  });
  const answers = Object.fromEntries(ask.map(({ id }) => [id, confirm ? 'accept' : 'reject']));
  return { answer: await control<Record<string, unknown>>(path, { tmplIds, answers }), itemSettings: {} };
}
