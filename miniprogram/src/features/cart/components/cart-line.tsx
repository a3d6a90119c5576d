import { moneyText } from '@dianquan/shared/money';
import { unitText } from '@dianquan/shared/units';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Icon } from '@/components/icon';
import { Picture } from '@/components/picture';
import { Sheet } from '@/components/sheet';
import { SwipeRow } from '@/components/swipe-row';
import { TextInput } from '@/components/text-input';
import type { CartLine as Line } from '../estimate';
import { faultWords } from '../fault-words';
import type { Cart } from '../use-cart';
import { LineControl } from './line-control';
import './cart-line.scss';

/** One line of the cart; what is wrong with it is said on it, and what would mend it is at hand. */
export function CartLine({ cart, line, onOpen }: { cart: Cart; line: Line; onOpen: () => void }) {
  const [noting, setNoting] = useState(false);
  const { sku, productName, picture, unit, quantity, factor, note, fault } = line;
  const put = (change: Partial<Line>) => cart.set({ sku, productName, picture, unit, quantity, note, ...change });
  return (
    <SwipeRow action="移出" onAction={() => put({ quantity: 0 })}>
      <View className="cart-line">
        <View className="cart-line__picture" onClick={onOpen}>
          <Picture src={picture?.thumbUrl ?? picture?.url} alt={productName} />
        </View>
        <View className="cart-line__words">
          <View className="cart-line__head">
            <View className="cart-line__name" onClick={onOpen}>
              {productName}
            </View>
            <View
              className="cart-line__remove"
              ariaRole="button"
              ariaLabel={`移出${productName}${sku.spec}`}
              onClick={() => put({ quantity: 0 })}
            >
              <Icon name="close" size={32} colour="secondary" />
            </View>
          </View>
          <View className="cart-line__spec">{sku.spec}</View>
          {fault && (
            <View className="cart-line__fault">
              <Icon name="warning" size={30} colour="danger" />
              {faultWords(line, fault)}
            </View>
          )}
          <View className="cart-line__sums">
            <View className="cart-line__unit-price">
              {line.unitFen === null ? '暂无价格' : `${moneyText(line.unitFen)}/${unit}`}
              {factor > 1 && `（${unitText(quantity * factor, sku.units.slice(0, 1))}）`}
            </View>
            {line.totalFen !== null && <View className="cart-line__total">{moneyText(line.totalFen)}</View>}
          </View>
          <View className="cart-line__foot">
            <View className="cart-line__note" ariaRole="button" onClick={() => setNoting(true)}>
              <Icon name="edit" size={28} colour="secondary" />
              <View className="cart-line__noted">{note || '备注'}</View>
            </View>
            <LineControl cart={cart} sku={sku} productName={productName} picture={picture} />
          </View>
        </View>
      </View>
      {noting && <NoteSheet note={note} title={productName} onClose={() => setNoting(false)} onTake={(text) => put({ note: text })} />}
    </SwipeRow>
  );
}

function NoteSheet({ note, title, onClose, onTake }: { note: string; title: string; onClose: () => void; onTake: (note: string) => void }) {
  const [typed, setTyped] = useState(note);
  const take = () => {
    onTake(typed.trim());
    onClose();
  };
  return (
    <Sheet open title={`备注 · ${title}`} onClose={onClose} foot={<Button label="记下备注" onTap={take} />}>
      <TextInput value={typed} onChange={setTyped} maxLength={60} placeholder="例如：要白色的" onConfirm={take} focus />
    </Sheet>
  );
}
