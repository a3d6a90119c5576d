/**
 * A phone in the one form that is stored, so that equal numbers are equal texts: 13800138000, 028-85551234, 0838-2201234, 400-123-4567.
 * Null for what is no number of the mainland.
 */
export function normalizePhone(text: string): string | null {
  const digits = text
    .replace(/^\s*(?:\+|00)86/, '')
    .replace(/[\s\-—–()（）.]/g, '')
    .replace(/^86(?=1[3-9]\d{9}$)/, '');
  if (/^1[3-9]\d{9}$/.test(digits)) return digits;
  if (/^400\d{7}$/.test(digits)) return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
  const area = /^0(?:10|2\d)/.test(digits) ? 3 : 4;
  const local = digits.length - area;
  return /^0\d+$/.test(digits) && local >= 7 && local <= 8 ? `${digits.slice(0, area)}-${digits.slice(area)}` : null;
}

/** The numbers in a cell that may hold several; `rest` is what is none. */
export function phonesIn(text: string): { phones: string[]; rest: string[] } {
  const whole = normalizePhone(text);
  if (whole !== null) return { phones: [whole], rest: [] };
  const phones: string[] = [];
  const rest: string[] = [];
  for (const part of text.split(/[/、，,;；|和或]/)) {
    const plain = part.trim();
    // A space may stand inside a number or between two.
    const found = normalizePhone(plain) !== null ? [plain] : plain.split(/\s+/);
    for (const one of found.filter(Boolean)) {
      const phone = normalizePhone(one);
      if (phone === null) rest.push(one);
      else if (!phones.includes(phone)) phones.push(phone);
    }
  }
  return { phones, rest };
}
