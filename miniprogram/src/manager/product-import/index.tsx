import { countText } from '@dianquan/shared/money';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { SampleTable } from '@/features/imports/components/sample-table';
import { ColumnList } from '@/features/products-admin/components/column-list';
import { mappingFault, outcomeText } from '@/features/products-admin/import-columns';
import { type Sheet, useProductImport } from '@/features/products-admin/use-product-import';
import { saveFile } from '@/platform/files';
import { goTo, replaceWith } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** A sheet as the company keeps it → products and prices: choose it, say what its columns are, begin. */
export default function ProductImportPage() {
  const work = useProductImport((id) => replaceWith('productImportReport', { id }));
  const { sheet } = work;
  const fault = mappingFault(work.mapping);
  return (
    <PageFrame
      bar={
        sheet ? (
          <ActionBar note={fault ?? `已对上 ${Object.keys(work.mapping).length} 列，其余不导入`}>
            <Button kind="quiet" label="换一个文件" busyLabel="正在读表…" onTap={work.choose} />
            <Button label={`导入 ${countText(sheet.rows)} 行`} disabled={fault !== null} busyLabel="正在开始…" onTap={work.start} />
          </ActionBar>
        ) : (
          <ActionBar>
            <Button
              kind="quiet"
              label="导出现有商品"
              busyLabel="正在导出…"
              onTap={() => saveFile('products.export', undefined, '商品.xlsx')}
            />
            <Button icon="file" label="选择表格" busyLabel="正在读表…" onTap={work.choose} />
          </ActionBar>
        )
      }
    >
      {sheet ? <Columns sheet={sheet} work={work} /> : <Start />}
    </PageFrame>
  );
}

function Columns({ sheet, work }: { sheet: Sheet; work: ReturnType<typeof useProductImport> }) {
  return (
    <>
      <Section title={`${sheet.fileName}，${countText(sheet.rows)} 行`} flush>
        <ColumnList sheet={sheet} mapping={work.mapping} onChange={work.setMapping} />
      </Section>
      <Section title="图片">
        <NoticeStrip icon="picture">文件名和表里“图片文件名”那一列一样，就会配上。已选 {work.pictures} 张。</NoticeStrip>
        <Button kind="plain" size="small" label="选图片" busyLabel="正在上传…" onTap={work.addPictures} />
      </Section>
      <Section title={`表里的前 ${sheet.sample.length} 行`} flush>
        <SampleTable headers={sheet.headers} rows={sheet.sample} />
      </Section>
    </>
  );
}

function Start() {
  const imports = usePages('products.imports');
  return (
    <PagedList
      pages={imports}
      head={
        <NoticeStrip>
          xlsx 或 csv 都行，列名不用改。成批改价：先导出，改好价格再导入；同一份表再导一次什么也不会变。
          {process.env.TARO_ENV === 'h5' ? '' : '先把表格发到微信的“文件传输助手”，再从聊天里选。'}
        </NoticeStrip>
      }
      keyOf={({ id }) => id}
      row={(view) => (
        <Row
          icon="file"
          title={view.fileName}
          text={`${view.startedBy} · ${outcomeText(view)}`}
          onTap={() => goTo('productImportReport', { id: view.id })}
        />
      )}
      empty={{ icon: 'file', title: '还没有导入过', text: '选一份表格，对上列名就能开始。' }}
    />
  );
}
