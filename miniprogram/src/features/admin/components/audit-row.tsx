import { Row } from '@/components/row';
import { Time } from '@/components/time';
import type { Item } from '@/platform/contract';
import { actionText, subjectText } from '../audit-words';

export type Act = Item<'audit.list'>;

export function AuditRow({ act, onTap }: { act: Act; onTap: () => void }) {
  return (
    <Row
      title={`${act.actorName} ${actionText(act.action)}`}
      text={`${subjectText(act.subject)} · 第 ${act.seq} 条`}
      value={<Time at={act.at} />}
      onTap={onTap}
    />
  );
}
