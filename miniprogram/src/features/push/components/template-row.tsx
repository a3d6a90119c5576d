import type { TemplateView } from '@dianquan/shared/contract/delivery';
import { countText } from '@dianquan/shared/money';
import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Tag } from '@/components/tag';
import { fieldsWords } from '../template-draft';
import { USE_ZH } from '../words';
import './template-row.scss';

export function TemplateRow({ template, onWithdraw }: { template: TemplateView; onWithdraw: () => void }) {
  const { title, use, platformId, people, left, createdAt, withdrawnAt, withdrawnReason } = template;
  return (
    <View className="template-row">
      <View className="template-row__head">
        <View className="template-row__title">{title}</View>
        <Tag tone={withdrawnAt === null ? 'pine' : 'plain'}>{withdrawnAt === null ? `用于${USE_ZH[use]}` : '已停用'}</Tag>
      </View>
      <View className="template-row__words">{platformId}</View>
      <View className="template-row__words">{fieldsWords(template)}</View>
      <View className="template-row__words">
        {withdrawnAt === null ? `${dateTimeText(createdAt)} 启用` : `${dateTimeText(withdrawnAt)} 停用：${withdrawnReason ?? '没写原因'}`}
      </View>
      {withdrawnAt === null && <View className="template-row__words">{`${countText(people)} 人同意过，还能发 ${countText(left)} 条`}</View>}
      {withdrawnAt === null && (
        <View className="template-row__acts">
          <Button kind="quiet" size="small" label="停用" onTap={onWithdraw} />
        </View>
      )}
    </View>
  );
}
