import { oneTapPhoneOnH5 } from '@/platform/phone-number';
import { Button } from './button';

/** One tap gives the platform's phone number code; null when the person said no, which must lead on all the same. */
export function PhoneNumberButton({ label, onCode }: { label: string; onCode: (code: string | null) => unknown }) {
  if (process.env.TARO_ENV === 'h5') return <Button label={label} onTap={async () => onCode(await oneTapPhoneOnH5())} />;
  return <Button label={label} native={{ openType: 'getPhoneNumber', onGetPhoneNumber: (event) => onCode(event.detail.code || null) }} />;
}
