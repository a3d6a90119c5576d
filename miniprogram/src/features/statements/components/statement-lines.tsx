import type { StatementView } from '@dianquan/shared/contract/payments';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { LinkText } from '@/components/link-text';
import { changeText, owedText } from '../words';
import './statement-lines.scss';
import { momentText } from '@/platform/clock';

type Line = StatementView['lines'][number];

/** Opening, sums by kind, closing. */
export function StatementSums({ statement }: { statement: StatementView }) {
  const rows: [string, string][] = [
    ['月初欠款', owedText(statement.openingFen)],
    ['本月送货', moneyText(statement.deliveredFen)],
    ['本月付款', moneyText(statement.paidFen)],
    ['退货', moneyText(statement.returnedFen)],
    ['退款', moneyText(statement.refundedFen)],
    [statement.running ? '现在欠款' : '月末欠款', owedText(statement.closingFen)],
  ];
  return (
    <View className="statement-sums">
      {rows.map(([label, value], at) => (
        <View key={label} className={at === rows.length - 1 ? 'statement-sums__row statement-sums__row--last' : 'statement-sums__row'}>
          <View className="statement-sums__label">{label}</View>
          <View className="statement-sums__value">{value}</View>
        </View>
      ))}
    </View>
  );
}

/** Every entry with the balance after it; an entry that is wrong is objected to in its place. */
export function StatementLines({
  lines,
  objectionOf,
  onObject,
  onReply,
  onOrder,
}: {
  lines: Line[];
  objectionOf: (line: Line) => string;
  onObject?: (line: Line) => void;
  /** For whoever answers what was objected to. */
  onReply?: (line: Line) => void;
  onOrder: (orderId: number) => void;
}) {
  return (
    <View className="statement-lines">
      {lines.map((line) => {
        const { id, at, text, fen, balanceFen, orderId, reply } = line;
        const objection = objectionOf(line);
        return (
          <View key={id} className="statement-lines__line">
            <View className="statement-lines__head" onClick={orderId === null ? undefined : () => onOrder(orderId)}>
              <View className="statement-lines__text">
                {text.split(' ').map((word) => (
                  <View key={word} className="statement-lines__word">
                    {word}
                  </View>
                ))}
              </View>
              <View className="statement-lines__fen">{changeText(fen)}</View>
            </View>
            <View className="statement-lines__foot">
              <View className="statement-lines__when">{momentText(at)}</View>
              <View className="statement-lines__balance">结余 {owedText(balanceFen)}</View>
            </View>
            {objection && <View className="statement-lines__objection">异议：{objection}</View>}
            {reply && objection === line.objection && (
              <View className="statement-lines__reply">
                {reply.by}答复：{reply.text}
              </View>
            )}
            {onObject && <LinkText label={objection ? '改异议' : '这笔不对'} onTap={() => onObject(line)} />}
            {onReply && line.objection && <LinkText label={reply ? '改答复' : '答复'} onTap={() => onReply(line)} />}
          </View>
        );
      })}
    </View>
  );
}
