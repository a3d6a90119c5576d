import { moneyText } from '@dianquan/shared/money';
import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { callPhone } from '@/platform/call-phone';
import { useNow } from '@/platform/clock';
import { CALL_RESULTS, type Call, type CallResult, RESULT_ZH, waitedText } from '../call-words';
import './call-row.scss';

type Props = { call: Call; onNote: (result: CallResult) => void; onShop: () => void };

/** Ring, and say in one tap what came of it. */
export function CallRow({ call, onNote, onShop }: Props) {
  const now = useNow();
  return (
    <View className="call-row">
      <View className="call-row__head">
        <View className="call-row__words" ariaRole="button" onClick={onShop}>
          <View className="call-row__shop">{call.shopName}</View>
          <View className="call-row__who">
            {call.name} · {MEMBER_ROLE_ZH[call.role]}
            {call.value > 0 && ` · 近90天 ${moneyText(call.value)}`}
          </View>
        </View>
        <Button size="small" icon="phone" label="打电话" disabled={!call.phone} onTap={() => callPhone(call.phone)} />
      </View>
      <View className="call-row__notice">
        <View className="call-row__title">{call.title}</View>
        {call.mustAcknowledge && <Tag tone="amber">要确认</Tag>}
      </View>
      <View className="call-row__waited">
        {waitedText(call.publishedAt, now)}
        {call.lastCall && (
          <>
            {' · 上次'}
            {RESULT_ZH[call.lastCall.result]} <Time at={call.lastCall.at} />
          </>
        )}
      </View>
      <Chips
        options={CALL_RESULTS}
        chosen={call.lastCall ? [call.lastCall.result] : []}
        onChange={([result]) => result && onNote(result)}
      />
    </View>
  );
}
