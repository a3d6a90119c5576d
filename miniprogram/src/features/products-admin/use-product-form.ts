import type { ProductView } from '@dianquan/shared/contract/products';
import type { PickedPicture } from '@/components/picture-picker';
import { useForm } from '@/components/use-form';
import { useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';
import { attributesOf, attributesText } from './attributes';
import { draftOfSku, type SkuDraft, type SkuInput, skuInputOf } from './sku-draft';

type Values = {
  name: string;
  brand: string;
  categoryId: number | null;
  description: string;
  attributes: string;
  keywords: string[];
  pictures: PickedPicture[];
  onSale: boolean;
  hiddenFromSegmentIds: number[];
  skus: SkuDraft[];
};
const EMPTY: Values = {
  name: '',
  brand: '',
  categoryId: null,
  description: '',
  attributes: '',
  keywords: [],
  pictures: [],
  onSale: true,
  hiddenFromSegmentIds: [],
  skus: [],
};

const valuesOf = (product: ProductView): Values => ({
  name: product.name,
  brand: product.brand ?? '',
  categoryId: product.categoryId,
  description: product.description,
  attributes: attributesText(product.attributes),
  keywords: product.keywords,
  pictures: product.pictures,
  onSale: product.onSale,
  hiddenFromSegmentIds: product.hiddenFrom?.map(({ id }) => id) ?? [],
  skus: product.skus.map(draftOfSku),
});

/** A product with its SKUs; of those only what was touched is sent, the rest stays as it is. */
export function useProductForm(product: ProductView | null, onDone: () => void) {
  const form = useForm<Values>(product ? valuesOf(product) : EMPTY, product ? {} : { draft: 'product-new' });
  const done = (said: string) => () => {
    form.done();
    toast(said);
    onDone();
  };
  const refresh: ['products.list', 'products.get', 'categories.list', 'brands.list'] = [
    'products.list',
    'products.get',
    'categories.list',
    'brands.list',
  ];
  const create = useCommand('products.create', { refresh, onDone: done('商品已建好'), onError: form.takeFaults });
  const update = useCommand('products.update', { refresh, onDone: done('已保存'), onError: form.takeFaults });
  const { values } = form;
  const fault =
    values.name.trim() === '' ? '先写商品名' : values.categoryId === null ? '先选分类' : values.skus.length === 0 ? '至少加一个规格' : null;
  return {
    form,
    fault,
    busy: create.isPending || update.isPending,
    setSku: (at: number, sku: SkuDraft) =>
      form.set('skus', at < values.skus.length ? values.skus.map((old, i) => (i === at ? sku : old)) : [...values.skus, sku]),
    save: () => {
      if (values.categoryId === null) return;
      const skus = values.skus
        .filter(({ touched }) => touched)
        .map(skuInputOf)
        .filter((sku): sku is SkuInput => sku !== null);
      const body = {
        name: values.name.trim(),
        brand: values.brand.trim() || null,
        categoryId: values.categoryId,
        description: values.description.trim(),
        attributes: attributesOf(values.attributes),
        keywords: values.keywords,
        pictureIds: values.pictures.map(({ id }) => id),
        onSale: values.onSale,
        hiddenFromSegmentIds: values.hiddenFromSegmentIds,
      };
      if (product)
        update.mutate({ params: { id: product.id }, body: { ...body, version: product.version, ...(skus.length > 0 ? { skus } : {}) } });
      else create.mutate({ body: { ...body, skus } });
    },
  };
}
