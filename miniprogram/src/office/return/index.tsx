import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { CountInput } from '@/components/count-input';
import { Detail } from '@/components/detail';
import { PageFrame } from '@/components/page-frame';
import { PictureGrid } from '@/components/picture-grid';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { ReasonSheet } from '@/features/order-desk/components/reason-sheet';
import { ReceiveSheet } from '@/features/order-desk/components/receive-sheet';
import { useReturnDesk } from '@/features/order-desk/use-return-desk';
import { KIND_ZH, moneyWords, STATE_ZH } from '@/features/returns/words';
import { hasRole, useActor } from '@/features/session/use-actor';
import { momentText } from '@/platform/clock';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import './index.scss';

const REFUSALS = ['已经拆封使用', '超过退货期限', '不是我们的货'];

/** One return: agreed to in whole or in part, refused, and in the end received. */
export default function ReturnDeskPage() {
  const actor = useActor();
  const answer = useAnswer('returns.get', { params: { id: usePageId() } }, { staleTime: 0 });
  const one = answer.data;
  const desk = useReturnDesk(one);
  const [open, setOpen] = useState<'refuse' | 'receive' | null>(null);
  const deciding = one?.state === 'requested' && hasRole(actor, 'office', 'manager', 'admin');
  const receiving = one?.state === 'approved' && hasRole(actor, 'warehouse', 'office', 'admin');
  return (
    <PageFrame
      bar={
        (deciding || receiving) && (
          <ActionBar>
            {deciding && <Button kind="quiet" label="不同意" onTap={() => setOpen('refuse')} />}
            {deciding && (
              <Button
                label={desk.partial ? '按上面的数量同意' : '全部同意'}
                disabled={desk.nothing}
                busyLabel="正在办…"
                onTap={desk.agree}
              />
            )}
            {receiving && <Button label="货已退回，收货" onTap={() => setOpen('receive')} />}
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="document">
        {(shown) => (
          <>
            <Section>
              <Detail label="门店">{shown.shopName}</Detail>
              <Detail label="状态">{STATE_ZH[shown.state]}</Detail>
              <Detail label="类别">{`${KIND_ZH[shown.kind]} ${shown.number}`}</Detail>
              <Detail label="原因">{shown.reason}</Detail>
              <Detail label="申请">{`${shown.requestedBy} · ${momentText(shown.requestedAt)}`}</Detail>
              {shown.decidedAt && <Detail label="审核">{`${shown.decidedBy ?? ''} · ${momentText(shown.decidedAt)}`}</Detail>}
              {shown.decisionNote && <Detail label="答复">{shown.decisionNote}</Detail>}
              <Detail label={moneyWords(shown)[0]}>{moneyWords(shown)[1]}</Detail>
            </Section>
            <Section title="货品" flush>
              {shown.lines.map((line) => (
                <Row
                  key={line.line}
                  wrap
                  title={`${line.name} ${line.spec}`}
                  text={`申请 ${line.quantity} ${line.baseUnit}${line.agreed === null ? '' : `，同意 ${line.agreed} ${line.baseUnit}`}`}
                  value={shown.kind === 'exchange' ? undefined : moneyText(line.fen)}
                >
                  {deciding && (
                    <View className="return-desk__agree">
                      {shown.kind === 'exchange' ? '同意换' : '同意退'}
                      <CountInput
                        count={desk.countOf(line)}
                        most={line.quantity}
                        unit={line.baseUnit}
                        label={line.name}
                        onChange={(count) => desk.setCount(line, String(count))}
                      />
                    </View>
                  )}
                </Row>
              ))}
            </Section>
            {shown.pictures.length > 0 && (
              <Section title="照片">
                <PictureGrid pictures={shown.pictures} />
              </Section>
            )}
            <Section flush>
              <Row icon="list" title="原订单" value={shown.orderNumber} onTap={() => goTo('officeOrder', { id: shown.orderId })} />
            </Section>
            {open === 'refuse' && (
              <ReasonSheet title="不同意退换" label="回复门店" reasons={REFUSALS} onClose={() => setOpen(null)} onSend={desk.refuse} />
            )}
            {open === 'receive' && <ReceiveSheet onClose={() => setOpen(null)} onReceive={desk.receive} />}
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
