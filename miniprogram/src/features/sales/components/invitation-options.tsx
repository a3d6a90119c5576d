import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { Select } from '@/components/select';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { useForm } from '@/components/use-form';
import { useAnswer } from '@/platform/query';
import { type InvitationWish, LASTING, NO_WISH } from '../new-invitation';

type Shop = { id: number; name: string };
type Props = {
  open: boolean;
  onClose: () => void;
  /** The named shop is picked by the page, which knows shops. */
  shop: Shop | null;
  shopField: ReactNode;
  onMake: (wish: InvitationWish) => Promise<void>;
};

const ANY = { key: 0, label: '不限，门店能看到的都加入' };

/** For a special occasion: another code, with an aim or an end. */
export function InvitationOptions({ open, onClose, shop, shopField, onMake }: Props) {
  const form = useForm({ ...NO_WISH, prospectShopId: null, expiresAt: null });
  const communities = useAnswer('communities.list', { query: { limit: 50 } }, { enabled: open });
  const choices = communities.data?.items.filter(({ archivedAt }) => archivedAt === null) ?? [];
  const { communityId, campaign, lasting, useLimit } = form.values;
  const make = async () => {
    if (useLimit !== '' && !(Number(useLimit) >= 1)) {
      form.setFault('useLimit', '请填 1 以上的整数，或留空');
      return;
    }
    try {
      await onMake({ communityId, shopId: shop?.id ?? null, campaign, lasting, useLimit });
      onClose();
    } catch (error) {
      form.takeFaults(error);
    }
  };
  return (
    <Sheet open={open} onClose={onClose} title="换一张邀请码" foot={<Button label="生成新的邀请码" busyLabel="正在生成…" onTap={make} />}>
      <View className="sheet-form">
        <Field label="给哪家门店" optional error={form.fault('prospectShopId')} hint="指定后，店主扫码就能看到自己的店">
          {shopField}
        </Field>
        <Field label="加入哪个社区" optional error={form.fault('communityId')}>
          <Select
            options={[ANY, ...choices.map(({ id, name }) => ({ key: id, label: name }))]}
            chosen={communityId ?? ANY.key}
            onChange={(id) => form.set('communityId', id === ANY.key ? null : id)}
          />
        </Field>
        <Field label="活动" optional error={form.fault('campaign')} hint="以后可以看这次活动带来多少人">
          <TextInput value={campaign} maxLength={40} placeholder="如：双流展会" onChange={(value) => form.set('campaign', value)} />
        </Field>
        <Field label="有效期" error={form.fault('expiresAt')}>
          <Chips options={LASTING} chosen={[lasting]} onChange={([value]) => form.set('lasting', value ?? 'ever')} />
        </Field>
        <Field label="最多用几次" optional error={form.fault('useLimit')}>
          <TextInput
            kind="number"
            value={useLimit}
            maxLength={6}
            unit="次"
            placeholder="不限"
            onChange={(value) => form.set('useLimit', value)}
          />
        </Field>
      </View>
    </Sheet>
  );
}
