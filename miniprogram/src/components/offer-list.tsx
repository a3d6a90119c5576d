import { lineFault, type OfferDraft } from './offer-draft';
import { Row } from './row';
import { Section } from './section';

/** What readers will find below, without prices: those are each shop's own. */
export function OfferList({ offer }: { offer: OfferDraft }) {
  const whole = offer.lines.filter((line) => lineFault(line) === null);
  if (whole.length === 0) return null;
  return (
    <Section title={offer.title.trim() || '这里说到的货'} flush>
      {whole.map(({ skuId, name, typed, unit }) => (
        <Row key={skuId} icon="box" title={name} value={`${typed} ${unit}`} />
      ))}
      <Row icon="cart" title="一键订这套" text="价格按各店自己的" />
    </Section>
  );
}
