import type { ProductView } from '@dianquan/shared/contract/products';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { MultiSelect } from '@/components/multi-select';
import { PageFrame } from '@/components/page-frame';
import { PicturePicker } from '@/components/picture-picker';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { SwitchRow } from '@/components/switch-row';
import { TextArea } from '@/components/text-area';
import { TextInput } from '@/components/text-input';
import { TokenInput } from '@/components/token-input';
import { placedCategories } from '@/features/products-admin/categories';
import { SkuSheet } from '@/features/products-admin/components/sku-sheet';
import { EMPTY_SKU, skuWords } from '@/features/products-admin/sku-draft';
import { useProductForm } from '@/features/products-admin/use-product-form';
import { back, usePageQuery } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { useWholeList } from '@/platform/whole-list';

export default function ProductEditPage() {
  const id = Number(usePageQuery().id ?? 0);
  const answer = useAnswer('products.get', { params: { id } }, { enabled: id > 0, staleTime: 0 });
  if (id === 0) return <ProductForm product={null} />;
  if (answer.data) return <ProductForm key={answer.data.version} product={answer.data} />;
  return (
    <PageFrame>
      <AnswerView answer={answer}>{() => null}</AnswerView>
    </PageFrame>
  );
}

function ProductForm({ product }: { product: ProductView | null }) {
  const { form, fault, busy, setSku, save } = useProductForm(product, back);
  const { values, set } = form;
  const [editing, setEditing] = useState<number | null>(null);
  const categories = placedCategories(useAnswer('categories.list').data?.items ?? []);
  const segments = useWholeList('segments.list').items;
  return (
    <PageFrame
      title={product ? '改商品' : '新增商品'}
      bar={
        <ActionBar note={fault ?? undefined}>
          <Button label={product ? '保存商品' : '建好商品'} disabled={fault !== null} busy={busy} busyLabel="正在保存…" onTap={save} />
        </ActionBar>
      }
    >
      <Section flush>
        <Field label="商品名" error={form.fault('name')}>
          <TextInput value={values.name} onChange={(name) => set('name', name)} maxLength={80} />
        </Field>
        <Field label="分类" error={form.fault('categoryId')}>
          <Select
            options={categories.map(({ id, path }) => ({ key: id, label: path }))}
            chosen={values.categoryId}
            onChange={(categoryId) => set('categoryId', categoryId)}
          />
        </Field>
        <Field label="品牌" optional error={form.fault('brand')}>
          <TextInput value={values.brand} onChange={(brand) => set('brand', brand)} maxLength={30} />
        </Field>
        <Field label="图片" optional>
          <PicturePicker pictures={values.pictures} onChange={(pictures) => set('pictures', pictures)} />
        </Field>
        <SwitchRow title="上架" text="下架后门店看不到，也订不了" on={values.onSale} onChange={(onSale) => set('onSale', onSale)} />
      </Section>
      <Section title="规格和价格" flush>
        {values.skus.map((sku, at) => (
          <Row
            key={sku.id ?? `new-${at}`}
            title={sku.spec || sku.code || '新规格'}
            text={skuWords(sku)}
            value={`¥${sku.list}/${sku.baseUnit}`}
            onTap={() => setEditing(at)}
          />
        ))}
        <Row icon="plus" title="加一个规格" onTap={() => setEditing(values.skus.length)} />
      </Section>
      <Section flush>
        <Field label="哪些分群看不到" optional>
          <MultiSelect
            title="对这些分群隐藏"
            options={segments.map(({ id, name }) => ({ key: id, label: name }))}
            chosen={values.hiddenFromSegmentIds}
            onChange={(ids) => set('hiddenFromSegmentIds', ids)}
            placeholder="都看得到"
          />
        </Field>
        <Field label="搜索用的别名" optional error={form.fault('keywords')}>
          <TokenInput chosen={values.keywords} onChange={(keywords) => set('keywords', keywords)} placeholder="门店平时怎么叫它" />
        </Field>
        <Field label="参数" optional hint="一行一条，例如 材质：不锈钢" error={form.fault('attributes')}>
          <TextArea value={values.attributes} onChange={(attributes) => set('attributes', attributes)} />
        </Field>
        <Field label="介绍" optional error={form.fault('description')}>
          <TextArea value={values.description} onChange={(description) => set('description', description)} maxLength={5000} />
        </Field>
      </Section>
      {editing !== null && (
        <SkuSheet
          key={editing}
          sku={values.skus[editing] ?? EMPTY_SKU}
          onClose={() => setEditing(null)}
          onSave={(sku) => setSku(editing, sku)}
        />
      )}
    </PageFrame>
  );
}
