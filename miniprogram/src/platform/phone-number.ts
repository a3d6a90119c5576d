import { askDemoForPhone } from './demo-bridge';
import { h5PhoneCode } from './h5/h5-login';

/** h5 has no one-tap number: the phones page shows the sheet, or the simulator answers as somebody who allows it. */
export async function oneTapPhoneOnH5(): Promise<string | null> {
  const answered = await askDemoForPhone();
  if (answered !== undefined) return answered;
  try {
    return await h5PhoneCode();
  } catch {
    return null;
  }
}
