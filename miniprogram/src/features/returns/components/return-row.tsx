import type { ReturnView } from '@dianquan/shared/contract/returns';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import { KIND_ZH, STATE_ZH } from '../words';

export function ReturnRow({ one, onTap }: { one: ReturnView; onTap: () => void }) {
  const names = one.lines.map(({ name }) => name).join('、');
  const tone = one.state === 'requested' ? 'amber' : one.state === 'refused' ? 'danger' : 'pine';
  return (
    <Row
      icon="swap"
      title={`${KIND_ZH[one.kind]} ${one.number}`}
      text={names}
      value={<Tag tone={tone}>{STATE_ZH[one.state]}</Tag>}
      onTap={onTap}
    />
  );
}
