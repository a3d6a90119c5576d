import type { CommunityView } from '@dianquan/shared/contract/communities';

export type Right = CommunityView['postRight'];

export const RIGHT_ZH: Record<Right, string> = {
  everyone: '里面的所有人',
  owners: '只有店主',
  approved: '申请通过的人',
  staff: '只有公司员工',
};

export function audienceWords(segments: readonly { name: string }[]): string {
  return segments.length > 0 ? segments.map(({ name }) => name).join('、') : '全部已加入的门店';
}
