import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { OfferEditor } from '@/components/offer-editor';
import { PicturePicker } from '@/components/picture-picker';
import { TextInput } from '@/components/text-input';
import type { Composition } from '../composition';
import { CATEGORIES } from '../words';
import { AttachmentsField } from './attachments-field';
import { BlocksEditor } from './blocks-editor';
import { ButtonField } from './button-field';

export type StepProps = { given: Composition; change: (part: Partial<Composition>) => void; faultOf: (field: string) => string | null };

/** What it says; the same for a draft and for a correction. */
export function ContentStep({ given, change, faultOf }: StepProps) {
  return (
    <>
      <Field label="标题" error={faultOf('title')}>
        <TextInput value={given.title} maxLength={60} placeholder="一句话说清是什么事" onChange={(title) => change({ title })} />
      </Field>
      <Field label="类别">
        <Chips options={CATEGORIES} chosen={[given.category]} onChange={([category]) => category && change({ category })} />
      </Field>
      <Field label="正文" error={faultOf('blocks')}>
        <BlocksEditor blocks={given.blocks} onChange={(blocks) => change({ blocks })} />
      </Field>
      <Field label="封面图" optional error={faultOf('coverFileId')} hint="显示在首页的卡片上">
        <PicturePicker pictures={given.cover} most={1} onChange={(cover) => change({ cover })} />
      </Field>
      <Field label="附件" optional error={faultOf('attachmentFileIds')}>
        <AttachmentsField files={given.files} onChange={(files) => change({ files })} />
      </Field>
      <Field label="能直接订的货" optional error={faultOf('offer')} hint="门店读完一键就能订，价格按各店自己的">
        <OfferEditor offer={given.offer} onChange={(offer) => change({ offer })} />
      </Field>
      <ButtonField given={given} change={change} fault={faultOf('button')} />
    </>
  );
}
