import type { TemplateUse } from '@dianquan/shared/push-channels';
import { useState } from 'react';
import { NoticeStrip } from '@/components/notice-strip';
import { toast } from '@/platform/toast';
import { askFor, useConsents } from '../api';
import { USE_WORDS } from '../words';

/** A wish at hand, where somebody looks for what is new. Gone once it is granted or refused: nobody is asked twice. */
export function TellMe({ use, label }: { use: TemplateUse; label: string }) {
  const items = useConsents().data?.items ?? [];
  const [asking, setAsking] = useState(false);
  const consent = items.find((one) => one.use === use);
  if (!consent?.mayAsk || consent.left > 0) return null;
  const ask = async () => {
    if (asking) return;
    setAsking(true);
    const answer = await askFor(items, [use]).finally(() => setAsking(false));
    if (answer === 'accepted') toast('好的，有消息微信通知您');
  };
  return (
    <NoticeStrip icon={USE_WORDS[use].icon} onTap={() => void ask()}>
      {label}
    </NoticeStrip>
  );
}
