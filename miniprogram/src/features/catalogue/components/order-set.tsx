import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Figure } from '@/components/figure';
import { Picture } from '@/components/picture';
import { Section } from '@/components/section';
import type { Answer } from '@/platform/contract';
import { useAnswer } from '@/platform/query';
import { unitPriceText } from '../words';
import './order-set.scss';

export type OrderSet = Answer<'orderSets.get'>;
type Line = OrderSet['lines'][number];
export type OfferedLine = { skuId: number; unit: string; quantity: number };
type Props = {
  kind: 'announcement' | 'post';
  subjectId: number;
  query: { shopId?: number };
  mayOrder: boolean;
  /** Straight to the checkout with these. */
  onOrder: (lines: OfferedLine[]) => void;
  /** Into the cart, where quantities can be changed first. */
  onCart: (lines: OfferedLine[]) => unknown;
  onOpen: (productId: number) => void;
};

export const isOffered = ({ sku }: Pick<Line, 'sku'>): boolean => sku.onSale && sku.price !== null;

/** What a notice or a post offers, at my price: one tap orders it all. Nothing is drawn where nothing is offered. */
export function OrderSetBlock({ kind, subjectId, query, mayOrder, onOrder, onCart, onOpen }: Props) {
  const { data: set } = useAnswer('orderSets.get', { params: { kind, subjectId }, query });
  if (!set || set.lines.length === 0) return null;
  const offered = set.lines.filter(isOffered);
  const lines = offered.map(({ sku, unit, quantity }) => ({ skuId: sku.id, unit, quantity }));
  const sum = offered.reduce((total, { totalFen }) => total + (totalFen ?? 0), 0);
  return (
    <Section title={set.title || '这里说到的货'} flush>
      {set.lines.map((line) => {
        const { sku, productName, picture, quantity, unit, totalFen } = line;
        return (
          <View key={sku.id} className="order-set__line" ariaRole="link" onClick={() => onOpen(sku.productId)}>
            <View className="order-set__picture">
              <Picture src={picture?.thumbUrl ?? picture?.url} alt={productName} />
            </View>
            <View className="order-set__words">
              <View className="order-set__name">{productName}</View>
              <View className="order-set__spec">{sku.spec}</View>
            </View>
            <Figure below={`${sku.price ? `${unitPriceText(sku.price.fen, sku.units, unit)} × ` : ''}${quantity} ${unit}`}>
              {isOffered(line) ? moneyText(totalFen ?? 0) : sku.onSale ? '' : '已下架'}
            </Figure>
          </View>
        );
      })}
      <View className="order-set__foot">
        {mayOrder ? (
          <>
            <Button
              icon="cart"
              label={offered.length === 0 ? '这套货都已下架' : `一键订这套 ${moneyText(sum)}`}
              disabled={offered.length === 0}
              onTap={() => onOrder(lines)}
            />
            {offered.length > 0 && <Button kind="quiet" label="先放进购物车，改数量" busyLabel="正在放入…" onTap={() => onCart(lines)} />}
          </>
        ) : (
          set.totalFen === null && <View className="order-set__hidden">加入后看价格</View>
        )}
      </View>
    </Section>
  );
}
