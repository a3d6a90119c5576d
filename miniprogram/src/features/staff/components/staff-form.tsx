import { STAFF_ROLE_ZH, STAFF_ROLES } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { RegionSheet } from '@/components/region-picker';
import { Section } from '@/components/section';
import { TextInput } from '@/components/text-input';
import type { Form } from '@/components/use-form';
import { type StaffValues, withRegion } from '../staff-values';
import './staff-form.scss';

const ROLES = STAFF_ROLES.map((key) => ({ key, label: STAFF_ROLE_ZH[key] }));

export function StaffForm({ form, isNew }: { form: Form<StaffValues>; isNew: boolean }) {
  const { values, set, fault } = form;
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <Section flush>
        <Field label="姓名" error={fault('name')}>
          <TextInput value={values.name} maxLength={30} onChange={(name) => set('name', name)} />
        </Field>
        <Field label="企业微信账号" error={fault('wecomUserid')} hint={isNew ? '在企业微信管理后台的通讯录里查看' : '开通后不能更改'}>
          <TextInput value={values.wecomUserid} maxLength={64} disabled={!isNew} onChange={(id) => set('wecomUserid', id)} />
        </Field>
        <Field label="手机号" optional error={fault('phone')} hint="业务员的号码会显示给名下门店">
          <TextInput kind="phone" value={values.phone} maxLength={11} onChange={(phone) => set('phone', phone)} />
        </Field>
      </Section>
      <Section title="能做什么" flush>
        <Field label="角色" error={fault('roles')} hint="可多选，保存后马上生效">
          <Chips several options={ROLES} chosen={values.roles} onChange={(roles) => set('roles', roles)} />
        </Field>
        <Field label="负责区域" optional error={fault('regions')} hint="市场经理只能看到这些区域的门店；业务员只看自己名下的">
          <View className="staff-form__regions">
            {values.regions.map((region) => (
              <View key={region.code} className="staff-form__region">
                <View className="staff-form__region-name">{region.name}</View>
                <Button
                  kind="quiet"
                  size="small"
                  label="去掉"
                  onTap={() =>
                    set(
                      'regions',
                      values.regions.filter(({ code }) => code !== region.code),
                    )
                  }
                />
              </View>
            ))}
            <Button kind="plain" size="small" icon="plus" label="添加区域" onTap={() => setChoosing(true)} />
          </View>
        </Field>
      </Section>
      <RegionSheet
        open={choosing}
        onClose={() => setChoosing(false)}
        onTake={(region) => {
          set('regions', withRegion(values.regions, region));
          setChoosing(false);
        }}
      />
    </>
  );
}
