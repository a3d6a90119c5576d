import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { hasRole, useActor } from '@/features/session/use-actor';
import { ShopForm } from '@/features/shops/components/shop-form';
import { useShopForm } from '@/features/shops/use-shop-form';
import { back, replaceWith, usePageQuery } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { toast } from '@/platform/toast';

/** A new shop, or with an id one that is mended. */
export default function EditShopPage() {
  const { id: given } = usePageQuery();
  const id = given ? Number(given) : null;
  const actor = useActor();
  const answer = useAnswer('shops.get', { params: { id: id ?? 0 } }, { enabled: id !== null });
  const { form, fields, save } = useShopForm({
    id,
    shop: id === null ? undefined : answer.data,
    onDone: (saved) => {
      toast(id === null ? '门店已建好' : '已保存');
      if (id === null) replaceWith('shop', { id: saved });
      else back();
    },
  });
  const body = <ShopForm form={form} fields={fields} decides={hasRole(actor, 'manager', 'office', 'admin')} />;
  return (
    <PageFrame
      title={id === null ? '新建门店' : '修改门店资料'}
      bar={
        (id === null || answer.data) && (
          <ActionBar>
            <Button label={id === null ? '建好这家店' : '保存修改'} busyLabel="正在保存…" onTap={save} />
          </ActionBar>
        )
      }
    >
      {id === null ? body : <AnswerView answer={answer}>{() => body}</AnswerView>}
    </PageFrame>
  );
}
