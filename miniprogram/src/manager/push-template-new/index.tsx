import { TEMPLATE_USES } from '@dianquan/shared/push-channels';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { TextInput } from '@/components/text-input';
import { useForm } from '@/components/use-form';
import { TemplateFields } from '@/features/push/components/template-fields';
import { emptyTemplate, templateBody, templateFaults } from '@/features/push/template-draft';
import { USE_ZH } from '@/features/push/words';
import { back } from '@/platform/navigation';
import { useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';

const USES = TEMPLATE_USES.map((key) => ({ key, label: USE_ZH[key] }));

/** Puts a template in force; the one of the same use before it ends. */
export default function PushTemplateNewPage() {
  const form = useForm(emptyTemplate(), { draft: 'push-template' });
  const { values, set } = form;
  const [tried, setTried] = useState(false);
  const create = useCommand('delivery.createTemplate', {
    refresh: ['delivery.templates', 'delivery.forecast'],
    onDone: () => {
      form.done();
      toast('模板已启用');
      back();
    },
    onError: form.takeFaults,
  });
  const faults = tried ? templateFaults(values) : {};
  const faultOf = (field: string) => faults[field] ?? form.fault(field);
  const save = () => {
    setTried(true);
    const [first] = Object.values(templateFaults(values));
    if (first) toast(first);
    else create.mutate({ body: templateBody(values) });
  };
  return (
    <PageFrame
      bar={
        <ActionBar note={`启用后，原来用于${USE_ZH[values.use]}的模板自动停用`}>
          <Button label="启用这个模板" busy={create.isPending} busyLabel="正在启用…" onTap={save} />
        </ActionBar>
      }
    >
      <Section flush>
        <Field label="用于">
          <Chips options={USES} chosen={[values.use]} onChange={([use]) => use && set('use', use)} />
        </Field>
        <Field label="模板编号" error={faultOf('platformId')}>
          <TextInput value={values.platformId} maxLength={64} placeholder="微信后台的模板 ID" onChange={(id) => set('platformId', id)} />
        </Field>
        <Field label="标题" error={faultOf('title')}>
          <TextInput value={values.title} maxLength={40} placeholder="如：公告提醒" onChange={(title) => set('title', title)} />
        </Field>
      </Section>
      <TemplateFields use={values.use} fields={values.fields} faultOf={faultOf} onChange={(fields) => set('fields', fields)} />
    </PageFrame>
  );
}
