import { View } from '@tarojs/components';
import { Icon, type IconName } from '@/components/icon';
import { PageFrame } from '@/components/page-frame';
import './index.scss';

const COMING: { icon: IconName; title: string; text: string }[] = [
  { icon: 'search', title: '找货', text: '按分类、品名或拼音首字母找到要的货，看得到规格和库存。' },
  { icon: 'tag', title: '看自己的价', text: '每样货显示您的进货价，并说明为什么是这个价。' },
  { icon: 'list', title: '一键再来一单', text: '照上次的单子下单，改个数量就行。' },
];

export default function CataloguePage() {
  return (
    <PageFrame>
      <View className="catalogue">
        <View className="catalogue__sign">
          <Icon name="catalogue" size={88} colour="pine" />
        </View>
        <View className="catalogue__title">目录即将上线</View>
        <View className="catalogue__text">现在订货请照旧联系您的业务员。上线时，公告会通知您。</View>
        <View className="catalogue__list">
          {COMING.map(({ icon, title, text }) => (
            <View key={title} className="catalogue__item">
              <Icon name={icon} size={48} colour="pine" />
              <View className="catalogue__words">
                <View className="catalogue__name">{title}</View>
                <View className="catalogue__what">{text}</View>
              </View>
            </View>
          ))}
        </View>
      </View>
    </PageFrame>
  );
}
