import { H5Phone } from './h5-phone';
import type { Holder, Phone } from './held-phone';
import type { Place } from './place';
import { WeappPhone } from './weapp-phone';

export type { Holder, Phone, Where } from './held-phone';
export type PhoneKind = 'h5' | 'weapp';
export const KINDS: PhoneKind[] = ['h5', 'weapp'];

/** Hands somebody a phone with the app open at home. */
export function takePhone(kind: PhoneKind, place: Place, journey: string, holder: Holder): Promise<Phone> {
  return kind === 'h5' ? H5Phone.take(place, journey, holder) : WeappPhone.take(place, journey, holder);
}
