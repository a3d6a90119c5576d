import { countText } from '@dianquan/shared/money';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { ShopChoice } from '@/features/admin/components/shop-choice';
import { consequence, type Staff, shopsMoved } from '@/features/admin/handover';
import { useHandover } from '@/features/admin/use-handover';
import { usePageQuery } from '@/platform/navigation';

const SCOPES = [
  { key: 'all', label: '全部门店' },
  { key: 'some', label: '只选几家' },
];
const named = ({ id, name, shops, disabledAt }: Staff) => ({
  key: id,
  label: `${name}（${countText(shops)} 家${disabledAt ? '，已停用' : ''}）`,
});

/** When somebody leaves or districts are cut anew. */
export default function HandoverPage() {
  const { from } = usePageQuery();
  const { staff, people, handover, missing, setFrom, setTo, setShopIds, run } = useHandover(from ? Number(from) : null);
  const { shopIds } = handover;
  return (
    <PageFrame
      bar={
        <ActionBar note={missing ?? consequence(handover)}>
          <Button
            label={missing === null ? `交接 ${countText(shopsMoved(handover))} 家门店` : '交接门店'}
            busyLabel="正在交接…"
            disabled={missing !== null}
            onTap={run}
          />
        </ActionBar>
      }
    >
      <AnswerView answer={staff} skeleton="line">
        {() => (
          <>
            <Section flush>
              <Field label="从谁那里">
                <Select options={people.map(named)} chosen={handover.from?.id ?? null} placeholder="选择业务员" onChange={setFrom} />
              </Field>
              <Field label="交给谁">
                <Select
                  options={people.filter(({ id, disabledAt }) => disabledAt === null && id !== handover.from?.id).map(named)}
                  chosen={handover.to?.id ?? null}
                  placeholder="选择业务员"
                  onChange={setTo}
                />
              </Field>
              <Field label="哪些门店" hint={shopIds && `已选 ${shopIds.length} 家`}>
                <Chips
                  options={SCOPES}
                  chosen={[shopIds === null ? 'all' : 'some']}
                  onChange={([scope]) => setShopIds(scope === 'all' ? null : (shopIds ?? []))}
                />
              </Field>
            </Section>
            {shopIds !== null && handover.from && <ShopChoice staffId={handover.from.id} chosen={shopIds} onChange={setShopIds} />}
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
