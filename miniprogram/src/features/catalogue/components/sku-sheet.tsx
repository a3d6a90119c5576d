import type { SkuView } from '@dianquan/shared/contract/skus';
import type { ReactNode } from 'react';
import { AnswerView } from '@/components/answer-view';
import { Sheet } from '@/components/sheet';
import type { Answer } from '@/platform/contract';
import { useAnswer } from '@/platform/query';
import { SkuList } from './sku-list';

type Product = Answer<'products.get'>;

/** The specs of one product out of a list, each with a stepper. */
export function SkuSheet({
  productId,
  query,
  onClose,
  control,
}: {
  productId: number;
  query: { shopId?: number };
  onClose: () => void;
  control: (sku: SkuView, product: Product, onUnit: (unit: string) => void) => ReactNode;
}) {
  const answer = useAnswer('products.get', { params: { id: productId }, query });
  return (
    <Sheet open title={answer.data?.name ?? '选规格'} onClose={onClose}>
      <AnswerView answer={answer} skeleton="line">
        {(product) => <SkuList skus={product.skus} control={(sku, onUnit) => control(sku, product, onUnit)} />}
      </AnswerView>
    </Sheet>
  );
}
