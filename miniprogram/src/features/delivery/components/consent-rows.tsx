import { useState } from 'react';
import { Row } from '@/components/row';
import { toast } from '@/platform/toast';
import { askFor, type Consent } from '../api';
import { consentWords, USE_WORDS } from '../words';

/** One row for each kind of message: how many are left, and a tap for one more. */
export function ConsentRows({ consents }: { consents: readonly Consent[] }) {
  const [asking, setAsking] = useState(false);
  const more = async (consent: Consent) => {
    if (asking) return;
    setAsking(true);
    const answer = await askFor(consents, [consent.use], true).finally(() => setAsking(false));
    if (answer === 'accepted') toast('已加一条');
    if (answer === 'unasked') toast('微信没有打开询问，请稍后再试');
  };
  return (
    <>
      {consents.map((consent) => (
        <Row
          key={consent.templateId}
          icon={USE_WORDS[consent.use].icon}
          title={USE_WORDS[consent.use].title}
          text={consentWords(consent)}
          wrap
          onTap={() => void more(consent)}
        />
      ))}
    </>
  );
}
