import type { TemplateUse } from '@dianquan/shared/push-channels';
import { fieldHint } from '@dianquan/shared/push-fields';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { TextArea } from '@/components/text-area';
import { TextInput } from '@/components/text-input';
import { toast } from '@/platform/toast';
import { type DraftField, fieldsFrom, MOST_FIELDS, sourcesOf, withField } from '../template-draft';
import './template-fields.scss';

type Props = {
  use: TemplateUse;
  fields: DraftField[];
  faultOf: (field: string) => string | null;
  onChange: (fields: DraftField[]) => void;
};

/** The fields of a template, as the platform names them, and where the words of each come from. */
export function TemplateFields({ use, fields, faultOf, onChange }: Props) {
  const change = (row: number, part: Partial<DraftField>) =>
    onChange(fields.map((field) => (field.row === row ? { ...field, ...part } : field)));
  return (
    <>
      <Paste onFields={onChange} />
      {fields.map((field, at) => (
        <Section key={field.row} title={`字段 ${at + 1}`} flush>
          <Field label="编号" error={faultOf(`fields.${at}`)} hint={fieldHint(field.key.trim()) ?? undefined}>
            <TextInput value={field.key} maxLength={24} placeholder="如：thing1" onChange={(key) => change(field.row, { key })} />
          </Field>
          <Field label="名称">
            <TextInput value={field.label} maxLength={12} placeholder="如：公告标题" onChange={(label) => change(field.row, { label })} />
          </Field>
          <Field label="填什么">
            <Select options={sourcesOf(use)} chosen={field.source} onChange={(source) => change(field.row, { source })} />
          </Field>
          {fields.length > 1 && (
            <View className="template-fields__acts">
              <LinkText label="去掉这个字段" onTap={() => onChange(fields.filter(({ row }) => row !== field.row))} />
            </View>
          )}
        </Section>
      ))}
      {fields.length < MOST_FIELDS && (
        <View className="template-fields__acts">
          <LinkText label="再加一个字段" onTap={() => onChange(withField(fields))} />
        </View>
      )}
    </>
  );
}

function Paste({ onFields }: { onFields: (fields: DraftField[]) => void }) {
  const [pasted, setPasted] = useState('');
  const take = () => {
    const found = fieldsFrom(pasted);
    if (found.length === 0) return toast('没有认出字段，照后台的“详细内容”整段贴过来');
    setPasted('');
    onFields(found);
  };
  return (
    <Section title="从微信后台贴过来" flush>
      <Field label="详细内容" optional hint="如：公告标题 {{thing1.DATA}}，一行一个">
        <TextArea value={pasted} maxLength={600} placeholder="整段贴在这里，字段自动填好" onChange={setPasted} />
      </Field>
      {pasted.trim() !== '' && (
        <View className="template-fields__take">
          <Button kind="plain" size="small" label="填好字段" onTap={take} />
        </View>
      )}
    </Section>
  );
}
