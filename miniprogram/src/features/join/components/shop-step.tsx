import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Row } from '@/components/row';
import { SearchBox } from '@/components/search-box';
import { Section } from '@/components/section';
import { Tag } from '@/components/tag';
import type { Answer } from '@/platform/contract';
import { whereAmI } from '@/platform/location';
import { useAnswer } from '@/platform/query';
import './steps.scss';

type Match = Answer<'members.matchShops'>['items'][number];
type Props = { code: string; onChoose: (shop: Match) => void; onNew: () => void };
const BY = { invitation: '邀请指定', phone: '手机号一致', name: '店名相近', nearness: '就在附近' } as const;

/** 这是您的店吗? What is found by phone shows at once; the name and the place widen it. */
export function ShopStep({ code, onChoose, onNew }: Props) {
  const [name, setName] = useState('');
  const [place, setPlace] = useState<{ latitude: number; longitude: number } | null>(null);
  useEffect(() => {
    void whereAmI().then(setPlace);
  }, []);
  const query = { invitationCode: code, ...place, ...([...name].length >= 2 ? { name } : {}) };
  const matches = useAnswer('members.matchShops', { query });
  return (
    <View>
      <View className="join-steps__head">这是您的店吗？</View>
      <View className="join-steps__search">
        <SearchBox value={name} onChange={setName} placeholder="按店名找" />
      </View>
      <AnswerView answer={matches} skeleton="row">
        {({ items }) =>
          items.length === 0 ? (
            <View className="join-steps__sub">没有找到相近的门店。换个店名试试，或者直接新建。</View>
          ) : (
            <Section flush>
              {items.map((shop) => (
                <Row
                  key={shop.shopId}
                  icon="shop"
                  title={shop.name}
                  text={[shop.address || shop.districtName, distanceText(shop.distance)].filter(Boolean).join(' · ')}
                  value={shop.by[0] && <Tag tone="pine">{BY[shop.by[0]]}</Tag>}
                  onTap={() => onChoose(shop)}
                />
              ))}
            </Section>
          )
        }
      </AnswerView>
      <View className="join-steps__other">
        <Button kind="plain" label="都不是，新建门店" onTap={onNew} />
      </View>
    </View>
  );
}

function distanceText(metres: number | null): string {
  if (metres === null) return '';
  return metres < 1000 ? `${Math.max(10, Math.round(metres / 10) * 10)} 米` : `${(metres / 1000).toFixed(1)} 公里`;
}
