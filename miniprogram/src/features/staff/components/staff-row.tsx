import { countText } from '@dianquan/shared/money';
import { STAFF_ROLE_ZH } from '@dianquan/shared/roles';
import { Avatar } from '@/components/avatar';
import { shortRegion } from '@/components/region-text';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import type { Staff } from '../staff-values';

export function StaffRow({ staff, onTap }: { staff: Staff; onTap: () => void }) {
  const regions = staff.regions.map(({ name }) => shortRegion(name)).join('、');
  const text = [staff.roles.map((role) => STAFF_ROLE_ZH[role]).join('、'), regions].filter(Boolean).join(' · ');
  return (
    <Row
      lead={<Avatar url={staff.avatarUrl} name={staff.name} size={80} />}
      title={staff.name}
      text={text}
      value={staff.disabledAt ? <Tag tone="danger">已停用</Tag> : staff.shops > 0 ? `${countText(staff.shops)} 家` : null}
      onTap={onTap}
    />
  );
}
