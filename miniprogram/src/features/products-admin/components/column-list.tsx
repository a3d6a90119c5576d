import { Row } from '@/components/row';
import { Select } from '@/components/select';
import { COLUMN_OPTIONS, type Mapping, mapHeader, SKIP } from '../import-columns';
import type { Sheet } from '../use-product-import';

/** Each header of the sheet with an example from below it, and what it is to be here. */
export function ColumnList({ sheet, mapping, onChange }: { sheet: Sheet; mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  return (
    <>
      {sheet.headers.map((header, at) => {
        const example = sheet.sample.map((row) => row[at]?.trim() ?? '').find((cell) => cell !== '');
        return (
          <Row key={header} title={header} text={example ?? '（空）'} strong={mapping[header] !== undefined}>
            <Select
              options={COLUMN_OPTIONS}
              chosen={mapping[header] ?? SKIP}
              onChange={(column) => onChange(mapHeader(mapping, header, column))}
            />
          </Row>
        );
      })}
    </>
  );
}
