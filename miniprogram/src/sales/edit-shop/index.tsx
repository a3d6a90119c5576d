import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { hasRole, useActor } from '@/features/session/use-actor';
import { ShopForm } from '@/features/shops/components/shop-form';
import { useShopForm } from '@/features/shops/use-shop-form';
import type { Answer } from '@/platform/contract';
import { back, replaceWith, usePageQuery } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { toast } from '@/platform/toast';

/** A new shop, or with an id one that is mended. */
export default function EditShopPage() {
  const { id: given } = usePageQuery();
  const id = given ? Number(given) : null;
  const answer = useAnswer('shops.get', { params: { id: id ?? 0 } }, { enabled: id !== null });
  if (id === null) return <Editor shop={null} />;
  if (answer.data) return <Editor shop={answer.data} />;
  return (
    <PageFrame title="修改门店资料">
      <AnswerView answer={answer}>{() => null}</AnswerView>
    </PageFrame>
  );
}

function Editor({ shop }: { shop: Answer<'shops.get'> | null }) {
  const actor = useActor();
  const { form, fields, save, resumed, startAnew } = useShopForm(shop, (id) => {
    toast(shop === null ? '门店已建好' : '已保存');
    if (shop === null) replaceWith('shop', { id });
    else back();
  });
  return (
    <PageFrame
      title={shop === null ? '新建门店' : '修改门店资料'}
      bar={
        <ActionBar>
          <Button label={shop === null ? '建好这家店' : '保存修改'} busyLabel="正在保存…" onTap={save} />
        </ActionBar>
      }
    >
      {resumed && (
        <NoticeStrip icon="edit" onTap={() => void startAnew()}>
          接着上次没保存的填写。点这里从头来
        </NoticeStrip>
      )}
      <ShopForm form={form} fields={fields} decides={hasRole(actor, 'manager', 'office', 'admin')} />
    </PageFrame>
  );
}
