import { phone as contractPhone } from '@dianquan/shared/contract/operation';
import { normalizePhone, phonesIn } from './phone-number';

describe('a phone number', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['+86 13800138000', '13800138000'],
    ['8613800138000', '13800138000'],
    ['02885551234', '028-85551234'],
    ['028-85551234', '028-85551234'],
    ['(028) 8555 1234', '028-85551234'],
    ['010-62345678', '010-62345678'],
    ['0838-2201234', '0838-2201234'],
    ['4001234567', '400-123-4567'],
    ['12345678901', null],
    ['85551234', null],
    ['1380013800', null],
    ['老王', null],
    ['', null],
  ])('%s is stored as %s', (text, stored) => {
    expect(normalizePhone(text)).toBe(stored);
    if (stored !== null) expect(contractPhone.parse(stored)).toBe(stored);
  });

  it.each([
    ['13800138000/028-85551234', ['13800138000', '028-85551234'], []],
    ['13800138000 13900139000', ['13800138000', '13900139000'], []],
    ['13800138000、13800138000', ['13800138000'], []],
    ['13800138000（老板娘）', [], ['13800138000（老板娘）']],
    ['无', [], ['无']],
  ])('%s holds %j', (text, phones, rest) => {
    expect(phonesIn(text)).toEqual({ phones, rest });
  });
});
