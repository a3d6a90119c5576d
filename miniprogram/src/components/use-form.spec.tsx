import { act, renderHook } from '@testing-library/react';
import { ApiError } from '@/platform/api-error';
import { phone } from '../../test/stubs/taro';
import { useForm } from './use-form';

const invalid = (...fields: string[]) =>
  new ApiError(
    'invalid',
    '填写的内容有误，请按提示修改',
    400,
    fields.map((field) => ({ field, rule: 'too_long', zh: `${field} 太长` })),
  );
const shop = { name: '', contacts: [] as { phone: string }[] };

beforeEach(() => phone.reset());

describe('a form', () => {
  it('shows each fault under its field, also one deep inside it', () => {
    const { result } = renderHook(() => useForm(shop));
    act(() => result.current.takeFaults(invalid('name', 'contacts.0.phone')));
    expect(result.current.fault('name')).toBe('name 太长');
    expect(result.current.fault('contacts')).toBe('contacts.0.phone 太长');
    expect(phone.toasts).toEqual([]);
  });

  it('takes a fault away as the person mends that field, and leaves the others', () => {
    const { result } = renderHook(() => useForm(shop));
    act(() => result.current.takeFaults(invalid('name', 'contacts.0.phone')));
    act(() => result.current.set('contacts', []));
    expect(result.current.fault('contacts')).toBeNull();
    expect(result.current.fault('name')).toBe('name 太长');
  });

  it('tells what belongs to no field on the screen in a toast', () => {
    const { result } = renderHook(() => useForm(shop));
    act(() => result.current.takeFaults(invalid('publishAt')));
    act(() => result.current.takeFaults(new ApiError('conflict', '内容已被他人修改，请刷新后再试', 409)));
    expect(phone.toasts).toEqual(['填写的内容有误，请按提示修改', '内容已被他人修改，请刷新后再试']);
  });

  it('keeps what was typed when the page is left, until it is sent', () => {
    const first = renderHook(() => useForm(shop, { draft: 'shop-1' }));
    act(() => first.result.current.set('name', '鑫鑫五金'));
    first.unmount();
    const second = renderHook(() => useForm(shop, { draft: 'shop-1' }));
    expect(second.result.current.values.name).toBe('鑫鑫五金');
    act(() => second.result.current.done());
    expect(renderHook(() => useForm(shop, { draft: 'shop-1' })).result.current.values.name).toBe('');
  });
});
