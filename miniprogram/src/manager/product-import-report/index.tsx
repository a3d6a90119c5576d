import { countText } from '@dianquan/shared/money';
import { useEffect } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { ProductImportOutcome } from '@/features/products-admin/components/product-import-outcome';
import { isGoing } from '@/features/products-admin/import-columns';
import { saveFile } from '@/platform/files';
import { replaceWith, usePageId } from '@/platform/navigation';
import { invalidate, useAnswer } from '@/platform/query';
import { useShown } from '@/platform/shown';

/** One import of products while it runs and afterwards. */
export default function ProductImportReportPage() {
  const id = usePageId();
  const shown = useShown();
  const every = (view: { job: { status: string } } | undefined) =>
    shown && (!view || view.job.status === 'waiting' || view.job.status === 'running') ? 1200 : false;
  const answer = useAnswer('products.getImport', { params: { id } }, { every, staleTime: 0 });
  const view = answer.data;
  const done = view !== undefined && !isGoing(view);
  useEffect(() => {
    if (done)
      for (const list of ['products.list', 'products.imports', 'categories.list', 'brands.list', 'stock.list'] as const)
        void invalidate(list);
  }, [done]);
  return (
    <PageFrame
      bar={
        view && (
          <ActionBar note={isGoing(view) ? '可以离开这一页，导入会继续' : undefined}>
            {done && view.faulty > 0 && (
              <Button
                kind="quiet"
                icon="download"
                label={`下载有错的 ${countText(view.faulty)} 行`}
                busyLabel="正在下载…"
                onTap={() => saveFile('products.importFaults', { params: { id } }, `待修改-${view.fileName.replace(/\.\w+$/, '')}.xlsx`)}
              />
            )}
            <Button label="看商品" onTap={() => replaceWith('products')} />
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="line">
        {(loaded) => <ProductImportOutcome view={loaded} />}
      </AnswerView>
    </PageFrame>
  );
}
