import { moneyText } from '@dianquan/shared/money';
import { AnswerView } from '@/components/answer-view';
import { Detail } from '@/components/detail';
import { PageFrame } from '@/components/page-frame';
import { PictureGrid } from '@/components/picture-grid';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { KIND_ZH, moneyWords, STATE_ZH } from '@/features/returns/words';
import { momentText } from '@/platform/clock';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';

/** One return: what was asked, what was decided, what came back in money. */
export default function ReturnPage() {
  const answer = useAnswer('returns.get', { params: { id: usePageId() } }, { staleTime: 0 });
  return (
    <PageFrame>
      <AnswerView answer={answer} skeleton="document">
        {(one) => (
          <>
            <Section>
              <Detail label="状态">{STATE_ZH[one.state]}</Detail>
              <Detail label="单号">{one.number}</Detail>
              <Detail label="类别">{KIND_ZH[one.kind]}</Detail>
              <Detail label="原因">{one.reason}</Detail>
              <Detail label="申请">{`${one.requestedBy} · ${momentText(one.requestedAt)}`}</Detail>
              {one.decidedAt && <Detail label="审核">{`${one.decidedBy ?? ''} · ${momentText(one.decidedAt)}`}</Detail>}
              {one.decisionNote && <Detail label="答复">{one.decisionNote}</Detail>}
              {one.receivedAt && <Detail label="收到退货">{momentText(one.receivedAt)}</Detail>}
              <Detail label={moneyWords(one)[0]}>{moneyWords(one)[1]}</Detail>
            </Section>
            <Section title="货品" flush>
              {one.lines.map(({ line, name, spec, baseUnit, quantity, agreed, fen }) => (
                <Row
                  key={line}
                  wrap
                  title={`${name} ${spec}`}
                  text={`申请 ${quantity} ${baseUnit}${agreed !== null && agreed !== quantity ? `，同意 ${agreed} ${baseUnit}` : ''}`}
                  value={one.kind === 'exchange' ? undefined : moneyText(fen)}
                />
              ))}
            </Section>
            {one.pictures.length > 0 && (
              <Section title="照片">
                <PictureGrid pictures={one.pictures} />
              </Section>
            )}
            <Section flush>
              <Row icon="list" title="原订单" value={one.orderNumber} onTap={() => goTo('order', { id: one.orderId })} />
            </Section>
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
