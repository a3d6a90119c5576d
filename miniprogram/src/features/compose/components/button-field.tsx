import { View } from '@tarojs/components';
import { Field } from '@/components/field';
import { Select } from '@/components/select';
import { SwitchRow } from '@/components/switch-row';
import { TextInput } from '@/components/text-input';
import { pathTo } from '@/platform/navigation';
import { useWholeList } from '@/platform/whole-list';
import type { Composition } from '../composition';
import './button-field.scss';

const PAGES = [
  { key: pathTo('catalogue'), label: '商品目录' },
  { key: pathTo('home'), label: '首页' },
  { key: pathTo('myShop'), label: '我的门店' },
  { key: pathTo('people'), label: '门店成员' },
  { key: pathTo('invite'), label: '邀请店员' },
];

/** The button below the notice: its word and the page that it opens; and the call to one's salesperson. */
export function ButtonField({
  given,
  change,
  fault,
}: {
  given: Composition;
  change: (part: Partial<Composition>) => void;
  fault: string | null;
}) {
  const communities = useWholeList('communities.list').items.filter(({ archivedAt }) => archivedAt === null);
  const pages = [...PAGES, ...communities.map(({ id, name }) => ({ key: pathTo('community', { id }), label: `社区 · ${name}` }))];
  const { button } = given;
  return (
    <View className="button-field">
      <SwitchRow
        title="放一个按钮"
        text="读完后带门店去某一页"
        on={button !== null}
        onChange={(on) => change({ button: on ? { label: '去看看', page: PAGES[0]?.key ?? '' } : null })}
      />
      {button && (
        <Field label="按钮的文字和去处" error={fault}>
          <View className="button-field__line">
            <View className="button-field__label">
              <TextInput
                value={button.label}
                maxLength={8}
                placeholder="最多 8 个字"
                onChange={(label) => change({ button: { ...button, label } })}
              />
            </View>
            <View className="button-field__page">
              <Select
                options={pages}
                chosen={button.page}
                onChange={(page) => change({ button: { ...button, page } })}
                placeholder="选页面"
              />
            </View>
          </View>
        </Field>
      )}
      <SwitchRow
        title="可以打给业务员"
        text="页面下方有“打电话”，打给各店自己的业务员"
        on={given.callSalesperson}
        onChange={(callSalesperson) => change({ callSalesperson })}
      />
    </View>
  );
}
