import { useState } from 'react';
import { Button } from './button';
import { Chips } from './chips';
import { Choice, type Option } from './select';
import { Sheet } from './sheet';

type Props<K extends string | number> = {
  title: string;
  options: Option<K>[];
  chosen: K[];
  onChange: (chosen: K[]) => void;
  placeholder?: string;
};

/** Several out of a list, in a sheet; what is chosen is named in the form. */
export function MultiSelect<K extends string | number>({ title, options, chosen, onChange, placeholder = '请选择，可多选' }: Props<K>) {
  const [draft, setDraft] = useState<K[] | null>(null);
  const names = options.filter(({ key }) => chosen.includes(key)).map(({ label }) => label);
  return (
    <>
      <Choice text={names.join('、')} placeholder={placeholder} onTap={() => setDraft(chosen)} />
      <Sheet
        title={title}
        open={draft !== null}
        onClose={() => setDraft(null)}
        foot={
          <Button
            label={`选好了（${draft?.length ?? 0}）`}
            onTap={() => {
              if (draft) onChange(draft);
              setDraft(null);
            }}
          />
        }
      >
        <Chips several options={options} chosen={draft ?? []} onChange={setDraft} />
      </Sheet>
    </>
  );
}
