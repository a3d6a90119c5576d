import type { OrderView } from '@dianquan/shared/contract/orders';
import { MEMBER_ROLE_ZH, STAFF_ROLE_ZH } from '@dianquan/shared/roles';
import { ORDER_STEP_ZH } from '@dianquan/shared/workflow-switch';
import { View } from '@tarojs/components';
import { PictureGrid } from '@/components/picture-grid';
import { doneText, isClosed } from '../words';
import './timeline.scss';
import { momentText } from '@/platform/clock';

const ROLE_ZH: Record<string, string> = { ...STAFF_ROLE_ZH, ...MEMBER_ROLE_ZH };

/** What happened, newest on top, with who and when; above it what comes next. */
export function Timeline({ order }: { order: OrderView }) {
  const steps = [...order.steps].reverse();
  return (
    <View className="timeline">
      {order.next && !isClosed(order) && (
        <View className="timeline__step timeline__step--next">
          <View className="timeline__what">接下来：{ORDER_STEP_ZH[order.next]}</View>
          {order.dueAt && <View className="timeline__who">预计 {momentText(order.dueAt)} 前</View>}
        </View>
      )}
      {steps.map(({ step, at, by, role, note, pictures }) => (
        <View key={`${step}${at}`} className="timeline__step">
          <View className="timeline__what">{doneText(step)}</View>
          <View className="timeline__who">
            {[by ?? '系统', role && (ROLE_ZH[role] ?? role), momentText(at)].filter(Boolean).join(' · ')}
          </View>
          {note && <View className="timeline__note">{note}</View>}
          {pictures.length > 0 && <PictureGrid pictures={pictures} />}
        </View>
      ))}
    </View>
  );
}
