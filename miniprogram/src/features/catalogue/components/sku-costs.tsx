import type { ProductView } from '@dianquan/shared/contract/products';
import { moneyText } from '@dianquan/shared/money';
import { Row } from '@/components/row';
import { Section } from '@/components/section';

const said = (fen: number | null): string => (fen === null ? '没填' : moneyText(fen));

/** Drawn for nobody else than those of the staff whom the server tells. */
export function SkuCosts({ skus }: Pick<ProductView, 'skus'>) {
  if (!skus.some(({ costs }) => costs !== undefined)) return null;
  return (
    <Section title="成本和底价（门店看不到）" flush>
      {skus.map(({ id, code, spec, units, costs }) => (
        <Row
          key={id}
          title={spec || code}
          text={`按${units[0]?.name ?? '件'}算`}
          value={costs && `成本 ${said(costs.costFen)} · 底价 ${said(costs.floorFen)}`}
        />
      ))}
    </Section>
  );
}
