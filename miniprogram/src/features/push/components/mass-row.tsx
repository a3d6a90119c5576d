import type { MassTask } from '@dianquan/shared/contract/delivery';
import { countText } from '@dianquan/shared/money';
import { dateTimeText } from '@dianquan/shared/time-text';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import { MASS_TONE, MASS_ZH } from '../words';

/** One mass message of one salesperson: to how many, and whether it went out. `named`: among those of several. */
export function MassRow({ task, named }: { task: MassTask; named: boolean }) {
  const { title, staffName, people, state, createdAt, confirmedAt, delivered } = task;
  const said = [
    named && staffName,
    `${countText(people)} 位客户`,
    state === 'confirmed' ? `已送到 ${countText(delivered)} 位` : null,
    dateTimeText(confirmedAt ?? createdAt),
  ];
  return <Row wrap title={title} text={said.filter(Boolean).join(' · ')} value={<Tag tone={MASS_TONE[state]}>{MASS_ZH[state]}</Tag>} />;
}
