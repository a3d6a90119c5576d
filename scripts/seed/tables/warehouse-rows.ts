import { DEFAULT_WORKFLOW } from '@dianquan/shared/workflow-switch';
import type { Row } from '../rows';
import { type Staff, staffByKey } from '../story/types';

export const WAREHOUSES = [
  { id: 1, name: '双流总仓', address: '双流区物流大道 88 号 3 栋' },
  { id: 2, name: '金府前置仓', address: '金府五金机电城 2 区 6 号' },
];

export function settingRows(staff: Staff[], at: number) {
  return {
    warehouse: WAREHOUSES.map(({ id, name, address }): Row => ({ id, name, address, position: id - 1, created_at: at, closed_at: null })),
    workflow_version: [
      {
        id: 1,
        steps: JSON.stringify(DEFAULT_WORKFLOW.steps),
        shop_cancel_until: DEFAULT_WORKFLOW.shopCancelUntil,
        set_by_staff_id: staffByKey(staff, 'admin').id,
        at,
      },
    ] satisfies Row[],
  };
}
