import { countText } from '@dianquan/shared/money';
import { useEffect } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { ImportOutcome } from '@/features/imports/components/import-outcome';
import { isGoing } from '@/features/imports/words';
import type { Answer } from '@/platform/contract';
import { saveFile } from '@/platform/files';
import { replaceWith, usePageId } from '@/platform/navigation';
import { invalidate, useAnswer } from '@/platform/query';
import { useShown } from '@/platform/shown';
import './index.scss';

export default function ImportReportPage() {
  const id = usePageId();
  const shown = useShown();
  const answer = useAnswer(
    'shops.getImport',
    { params: { id } },
    { every: (view) => (shown && (!view || isGoing(view)) ? 1200 : false), staleTime: 0 },
  );
  const done = answer.data && !isGoing(answer.data);
  useEffect(() => {
    if (done) for (const list of ['shops.list', 'shops.imports', 'shops.tags'] as const) void invalidate(list);
  }, [done]);
  return (
    <PageFrame bar={answer.data && <Bar view={answer.data} />}>
      <AnswerView answer={answer} skeleton="line">
        {(view) => <ImportOutcome view={view} />}
      </AnswerView>
    </PageFrame>
  );
}

function Bar({ view }: { view: Answer<'shops.getImport'> }) {
  if (isGoing(view)) return <ActionBar note="可以离开这一页，导入会继续">{stay()}</ActionBar>;
  const again = () => replaceWith('import');
  if (view.faulty === 0)
    return (
      <ActionBar>
        <Button label="看门店" onTap={() => replaceWith('managedShops')} />
      </ActionBar>
    );
  return (
    <ActionBar note="在下载的表里按“原因”改好，再传上来就行；已导入的不会重复">
      <Button kind="quiet" label="再传一次" onTap={again} />
      <Button
        icon="download"
        label={`下载有错的 ${countText(view.faulty)} 行`}
        busyLabel="正在下载…"
        onTap={() => saveFile('shops.importFaults', { params: { id: view.id } }, `待修改-${view.fileName.replace(/\.\w+$/, '')}.xlsx`)}
      />
    </ActionBar>
  );
}

function stay() {
  return <Button label="去看门店" onTap={() => replaceWith('managedShops')} />;
}
