import { moneyText } from '@dianquan/shared/money';
import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { callPhone } from '@/platform/call-phone';
import { useNow } from '@/platform/clock';
import { CALL_RESULTS, type CallResult, type Person, RESULT_ZH, waitedText } from '../call-words';
import './call-row.scss';

/** So many notices are named; of the rest the count is enough. */
const NAMED = 3;
type Props = { person: Person; onNote: (result: CallResult) => void; onShop: () => void };

/** Ring, and say in one tap what came of it. */
export function CallRow({ person, onNote, onShop }: Props) {
  const now = useNow();
  const { first, calls, last } = person;
  return (
    <View className="call-row">
      <View className="call-row__head">
        <View className="call-row__words" ariaRole="button" onClick={onShop}>
          <View className="call-row__shop">{first.shopName}</View>
          <View className="call-row__who">
            {first.name} · {MEMBER_ROLE_ZH[first.role]}
          </View>
          {first.value > 0 && <View className="call-row__who">近90天 {moneyText(first.value)}</View>}
        </View>
        <Button size="small" icon="phone" label="打电话" disabled={!first.phone} onTap={() => callPhone(first.phone)} />
      </View>
      <View className="call-row__notices">
        {calls.slice(0, NAMED).map((call) => (
          <View key={call.announcementId} className="call-row__notice">
            <View className="call-row__title">{call.title}</View>
            {call.mustAcknowledge && <Tag tone="amber">要确认</Tag>}
            <View className="call-row__waited">{waitedText(call.publishedAt, now)}</View>
          </View>
        ))}
        {calls.length > NAMED && <View className="call-row__waited">还有 {calls.length - NAMED} 条未读</View>}
      </View>
      {last && (
        <View className="call-row__last">
          上次：{RESULT_ZH[last.result]} · <Time at={last.at} />
        </View>
      )}
      <Chips options={CALL_RESULTS} chosen={last ? [last.result] : []} onChange={([result]) => result && onNote(result)} />
    </View>
  );
}
