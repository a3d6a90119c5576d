import type { ReturnView } from '@dianquan/shared/contract/returns';

export const KIND_ZH: Record<ReturnView['kind'], string> = { return: '退货', exchange: '换货', damage: '破损' };
export const STATE_ZH: Record<ReturnView['state'], string> = {
  requested: '等审核',
  approved: '已同意，等收货',
  refused: '未同意',
  received: '已办结',
};
