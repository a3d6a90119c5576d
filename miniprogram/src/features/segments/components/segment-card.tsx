import type { SegmentView } from '@dianquan/shared/contract/segments';
import { type RuleNames, ruleSentence } from '@dianquan/shared/segment-rule';
import { View } from '@tarojs/components';
import { Tag } from '@/components/tag';
import { reach } from './preview-list';
import './segment-card.scss';

export function SegmentCard({ segment, names, onTap }: { segment: SegmentView; names: RuleNames; onTap: () => void }) {
  return (
    <View className="segment-card" ariaRole="button" onClick={onTap}>
      <View className="segment-card__head">
        <View className="segment-card__name">{segment.name}</View>
        {segment.kind === 'manual' && <Tag>手工</Tag>}
      </View>
      <View className="segment-card__rule">{segment.rule ? ruleSentence(segment.rule, names) : '自己挑的门店'}</View>
      <View className="segment-card__foot">
        <View className="segment-card__reach">{reach(segment)}</View>
        <View className="segment-card__use">{usedWords(segment.usedBy)}</View>
      </View>
    </View>
  );
}

/** 2 个社区、5 条公告、3 处商品设置在用 */
export function usedWords({ communities, announcements, catalogue }: SegmentView['usedBy']): string {
  const users = [
    communities > 0 && `${communities} 个社区`,
    announcements > 0 && `${announcements} 条公告`,
    catalogue > 0 && `${catalogue} 处商品设置`,
  ].filter(Boolean);
  return users.length > 0 ? `${users.join('、')}在用` : '还没用上';
}
