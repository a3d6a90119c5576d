import { DateInput } from '@/components/date-time-input';
import { MultiSelect } from '@/components/multi-select';
import { Select } from '@/components/select';
import { TextInput } from '@/components/text-input';
import type { CustomField } from '../custom-values';

type Props = { field: CustomField; value: string | string[] | undefined; onChange: (value: string | string[]) => void };

/** The control that fits a field as the admin defined it. */
export function CustomFieldInput({ field, value, onChange }: Props) {
  const options = field.options.map((option) => ({ key: option, label: option }));
  const text = typeof value === 'string' ? value : '';
  switch (field.type) {
    case 'text':
      return <TextInput value={text} maxLength={500} onChange={onChange} />;
    case 'number':
      return <TextInput kind="decimal" value={text} maxLength={16} onChange={onChange} />;
    case 'date':
      return <DateInput value={text || null} onChange={onChange} />;
    case 'choice':
      return <Select options={options} chosen={text || null} onChange={onChange} />;
    case 'choices':
      return <MultiSelect title={field.label} options={options} chosen={Array.isArray(value) ? value : []} onChange={onChange} />;
  }
}
