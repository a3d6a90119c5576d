import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Section } from '@/components/section';
import { mappingFault, sheetHeaders } from '@/features/imports/columns';
import { ImportLine } from '@/features/imports/components/import-line';
import { MappingList } from '@/features/imports/components/mapping-list';
import { SampleTable } from '@/features/imports/components/sample-table';
import { type Sheet, useImport } from '@/features/imports/use-import';
import { useCustomFields } from '@/features/segments/api';
import { goTo, replaceWith } from '@/platform/navigation';
import { usePages } from '@/platform/query';
import './index.scss';

/** A sheet as the company keeps it → shops: choose it, say what its columns are, begin. */
export default function ImportPage() {
  const work = useImport((id) => replaceWith('importReport', { id }));
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
            <Button icon="file" label="选择表格" busyLabel="正在读表…" onTap={work.choose} />
          </ActionBar>
        )
      }
    >
      {sheet ? <Columns sheet={sheet} work={work} /> : <Start />}
    </PageFrame>
  );
}

function Columns({ sheet, work }: { sheet: Sheet; work: ReturnType<typeof useImport> }) {
  const fields = useCustomFields();
  return (
    <View>
      <View className="import__file">{sheet.fileName}</View>
      <View className="import__hint">
        共 {countText(sheet.rows)} 行。下面左边是表里的列，右边是它在店圈里的意思；选过一次，下次会记得。
      </View>
      <Section title="每一列是什么" flush>
        <MappingList headers={sheetHeaders(sheet, work.mapping)} fields={fields} mapping={work.mapping} onChange={work.setMapping} />
      </Section>
      <Section title={`表里的前 ${sheet.sample.length} 行`} flush>
        <SampleTable headers={sheet.headers} rows={sheet.sample} />
      </Section>
    </View>
  );
}

function Start() {
  const imports = usePages('shops.imports');
  return (
    <PagedList
      pages={imports}
      head={
        <View className="import__intro">
          <View className="import__title">把手头的客户表导进来</View>
          <View className="import__hint">
            xlsx 或 csv 都行，列名不用改。同一个编号或电话的门店会合并，不会重复；有错的行会列出来，改好再传就行。
          </View>
          {process.env.TARO_ENV !== 'h5' && <View className="import__hint">先把表格发到微信的“文件传输助手”，再从聊天里选。</View>}
          <View className="import__past">导入过的</View>
        </View>
      }
      keyOf={({ id }) => id}
      row={(view) => <ImportLine view={view} onTap={() => goTo('importReport', { id: view.id })} />}
      empty={<View className="import__none">还没有导入过</View>}
    />
  );
}
