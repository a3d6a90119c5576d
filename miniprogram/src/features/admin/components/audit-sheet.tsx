import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Detail } from '@/components/detail';
import { Sheet } from '@/components/sheet';
import { actionText, detailLines, subjectText } from '../audit-words';
import type { Act } from './audit-row';

/** One act in full, with the seal that ties it to the one before. */
export function AuditSheet({ act, onClose }: { act: Act | null; onClose: () => void }) {
  return (
    <Sheet open={act !== null} onClose={onClose} title={act ? actionText(act.action) : undefined}>
      {act && (
        <View className="sheet-form">
          <Detail label="谁">{act.actorName}</Detail>
          <Detail label="时间">{dateTimeText(act.at)}</Detail>
          <Detail label="对象">{subjectText(act.subject)}</Detail>
          {detailLines(act.detail).map(({ label, text }) => (
            <Detail key={label} label={label}>
              {text}
            </Detail>
          ))}
          <Detail label="校验">
            第 {act.seq} 条 · {act.hash}
          </Detail>
        </View>
      )}
    </Sheet>
  );
}
