import { SHOP_LEVELS } from '@dianquan/shared/roles';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { MultiSelect } from '@/components/multi-select';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { TextInput } from '@/components/text-input';
import { LevelRules } from '@/features/prices-admin/components/level-rules';
import type { Level } from '@/features/prices-admin/level-draft';
import { useLevelForm, useLevelRemoval } from '@/features/prices-admin/use-level-form';
import { placedCategories } from '@/features/products-admin/categories';
import { ShopPicker } from '@/features/shops/components/shop-picker';
import { back, usePageQuery } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { useWholeList } from '@/platform/whole-list';

export default function PriceLevelEditPage() {
  const id = Number(usePageQuery().id ?? 0);
  const answer = useAnswer('priceLevels.list', undefined, { enabled: id > 0 });
  if (id === 0) return <LevelForm level={null} />;
  const level = answer.data?.items.find((one) => one.id === id);
  if (level) return <LevelForm level={level} />;
  return (
    <PageFrame>
      <AnswerView answer={answer}>{() => null}</AnswerView>
    </PageFrame>
  );
}

function LevelForm({ level }: { level: Level | null }) {
  const { form, faults, busy, ready, save } = useLevelForm(level, back);
  const { values, set } = form;
  const remove = useLevelRemoval(level, back);
  const segments = useWholeList('segments.list').items;
  const categories = placedCategories(useAnswer('categories.list').data?.items ?? []).map(({ id, path }) => ({ key: id, label: path }));
  return (
    <PageFrame
      bar={
        <ActionBar note={faults.name ?? undefined}>
          <Button label="保存价格等级" disabled={!ready} busy={busy} busyLabel="正在核对底价…" onTap={save} />
        </ActionBar>
      }
    >
      <Section flush>
        <Field label="名称" error={form.fault('name')}>
          <TextInput value={values.name} onChange={(name) => set('name', name)} maxLength={20} placeholder="例如：一级批发" />
        </Field>
        <Field label="统一按标价的" optional error={faults.percent} hint="下面的规则没提到的货按它算；留空就按标价">
          <TextInput kind="decimal" value={values.percent} unit="%" onChange={(percent) => set('percent', percent)} maxLength={5} />
        </Field>
        <Field label="次序" error={faults.position} hint="两个等级价格一样时，小的算数">
          <TextInput kind="number" value={values.position} onChange={(position) => set('position', position)} maxLength={4} />
        </Field>
      </Section>
      <Section title="给谁" flush>
        <Field label="门店等级" optional>
          <Chips
            several
            options={SHOP_LEVELS.map((key) => ({ key, label: `${key} 级` }))}
            chosen={values.shopLevels}
            onChange={(shopLevels) => set('shopLevels', shopLevels)}
          />
        </Field>
        <Field label="分群" optional>
          <MultiSelect
            title="给这些分群"
            options={segments.map(({ id, name }) => ({ key: id, label: name }))}
            chosen={values.segmentIds}
            onChange={(ids) => set('segmentIds', ids)}
          />
        </Field>
        <Field label={`单独指定的门店${level && level.shops > 0 ? `，已有 ${level.shops} 家` : ''}`} optional>
          <ShopPicker
            value={null}
            placeholder="再加一家"
            onChange={(shop) => shop && !values.addShops.some(({ id }) => id === shop.id) && set('addShops', [...values.addShops, shop])}
          />
        </Field>
        {values.addShops.map((shop) => (
          <Row
            key={shop.id}
            icon="shop"
            title={shop.name}
            value="去掉"
            onTap={() =>
              set(
                'addShops',
                values.addShops.filter(({ id }) => id !== shop.id),
              )
            }
          />
        ))}
      </Section>
      <LevelRules rules={values.rules} categories={categories} onChange={(rules) => set('rules', rules)} />
      {remove && (
        <Section>
          <LinkText label="删除这个价格等级" onTap={() => void remove()} />
        </Section>
      )}
    </PageFrame>
  );
}
