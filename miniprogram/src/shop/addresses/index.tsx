import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Tag } from '@/components/tag';
import { chooseAddress } from '@/features/orders/chosen-address';
import { AddressSheet } from '@/features/orders/components/address-sheet';
import { type Address, useAddresses } from '@/features/orders/use-addresses';
import { useActor } from '@/features/session/use-actor';
import { back, usePageId, usePageQuery } from '@/platform/navigation';
import { choose } from '@/platform/toast';

/** Where the shop has its goods sent; out of the checkout one is chosen here. */
export default function AddressesPage() {
  const actor = useActor();
  const shopId = usePageId('shopId') || (actor?.member?.shopId ?? 0);
  const choosing = usePageQuery().choose !== undefined;
  const addresses = useAddresses(shopId);
  const [editing, setEditing] = useState<Address | 'new' | null>(null);
  const take = (id: number) => {
    chooseAddress(id);
    back();
  };
  const open = async (address: Address) => {
    if (!choosing) {
      setEditing(address);
      return;
    }
    const taken = await choose(['送到这里', '修改']);
    if (taken === '送到这里') take(address.id);
    if (taken === '修改') setEditing(address);
  };
  const edited = editing === 'new' ? null : editing;
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button icon="plus" label="添加收货地址" onTap={() => setEditing('new')} />
        </ActionBar>
      }
    >
      <AnswerView answer={addresses.answer} skeleton="row">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="location" title="还没有收货地址" text="添加后，下单时直接选。" />
          ) : (
            <Section flush>
              {items.map((address) => (
                <Row
                  key={address.id}
                  icon="location"
                  wrap
                  title={`${address.contact} ${address.phone}`}
                  text={address.address}
                  value={address.isDefault && <Tag tone="pine">默认</Tag>}
                  onTap={() => void open(address)}
                />
              ))}
            </Section>
          )
        }
      </AnswerView>
      {editing !== null && (
        <AddressSheet
          address={edited}
          onClose={() => setEditing(null)}
          onRemove={edited ? () => void addresses.remove(edited).then(() => setEditing(null)) : undefined}
          onSave={async (values) => {
            const saved = await addresses.save(values, edited);
            if (choosing && saved) take(saved.id);
          }}
        />
      )}
    </PageFrame>
  );
}
