import { Field } from '@/components/field';
import { MultiSelect } from '@/components/multi-select';
import { PicturePicker } from '@/components/picture-picker';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { TextArea } from '@/components/text-area';
import { TextInput } from '@/components/text-input';
import type { Form } from '@/components/use-form';
import { useWholeList } from '@/platform/whole-list';
import type { CommunityValues } from '../use-community-form';
import { RIGHT_ZH, type Right } from '../words';

const RIGHTS = (Object.keys(RIGHT_ZH) as Right[]).map((key) => ({ key, label: RIGHT_ZH[key] }));

export function CommunityFields({ form }: { form: Form<CommunityValues> }) {
  const segments = useWholeList('segments.list').items.map(({ id, name }) => ({ key: id, label: name }));
  const staff = useWholeList('staff.list').items.filter(({ disabledAt }) => !disabledAt);
  const { values, set, fault } = form;
  return (
    <>
      <Field label="名称" error={fault('name')}>
        <TextInput value={values.name} onChange={(name) => set('name', name)} placeholder="如：武侯五金圈" maxLength={20} />
      </Field>
      <Field label="一句话介绍" optional error={fault('description')}>
        <TextArea value={values.description} onChange={(text) => set('description', text)} maxLength={200} placeholder="在这里聊什么" />
      </Field>
      <Field label="封面" optional error={fault('coverFileId')}>
        <PicturePicker pictures={values.cover} onChange={(cover) => set('cover', cover)} most={1} />
      </Field>
      <Section title="谁在里面" flush>
        <Field label="哪些门店看得到" error={fault('segmentIds')} hint="不选就是全部已加入的门店；其他门店看不到它的任何痕迹。">
          <MultiSelect
            title="哪些门店看得到"
            options={segments}
            chosen={values.segmentIds}
            onChange={(ids) => set('segmentIds', ids)}
            placeholder="全部已加入的门店"
          />
        </Field>
        <Field label="谁可以发动态" error={fault('postRight')}>
          <Select options={RIGHTS} chosen={values.postRight} onChange={(right) => set('postRight', right)} />
        </Field>
        <Field label="谁可以评论" error={fault('commentRight')}>
          <Select options={RIGHTS} chosen={values.commentRight} onChange={(right) => set('commentRight', right)} />
        </Field>
        <Field label="版主" optional error={fault('moderatorStaffIds')} hint="版主处理申请、置顶和移除动态。">
          <MultiSelect
            title="版主"
            options={staff.map(({ id, name }) => ({ key: id, label: name }))}
            chosen={values.moderatorStaffIds}
            onChange={(ids) => set('moderatorStaffIds', ids)}
            placeholder="选择员工，可多选"
          />
        </Field>
      </Section>
      <Section title="版规" flush>
        <Field label="门店在社区里能看到的规矩" optional error={fault('rules')}>
          <TextArea
            value={values.rules}
            onChange={(rules) => set('rules', rules)}
            maxLength={2000}
            placeholder="如：只聊生意，不发广告，不刷屏"
          />
        </Field>
      </Section>
    </>
  );
}
