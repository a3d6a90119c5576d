import type { CustomField } from './custom-values';
import { NEW_SHOP, shopBody, shopChanges, tagsFrom } from './shop-values';

const field = (id: number, type: CustomField['type']): CustomField => ({
  id,
  label: `字段${id}`,
  type,
  options: [],
  required: false,
  position: id,
});
const FIELDS = [field(1, 'number'), field(2, 'text'), field(3, 'choices')];

describe('a shop in its form', () => {
  it('sends what was emptied as nothing, and numbers as numbers', () => {
    const body = shopBody(
      { ...NEW_SHOP, name: ' 鑫鑫五金 ', phone: ' ', customFields: { '1': '120.5', '2': ' ', '3': ['批发', '零售'] } },
      FIELDS,
    );
    expect(body).toMatchObject({ name: '鑫鑫五金', phone: null, regionCode: null });
    expect(body.customFields).toEqual({ '1': 120.5, '2': null, '3': ['批发', '零售'] });
  });

  it('leaves a number that is none to the server, which names the field', () => {
    expect(shopBody({ ...NEW_SHOP, name: '店', customFields: { '1': '约100' } }, FIELDS).customFields).toEqual({ '1': '约100' });
  });

  it('takes tags apart at spaces and commas of either kind, each once', () => {
    expect(tagsFrom(' 电动工具，临街 批发,临街、')).toEqual(['电动工具', '临街', '批发']);
  });

  it('sends only what is different', () => {
    const before = shopBody({ ...NEW_SHOP, name: '鑫鑫五金', tags: '临街' }, FIELDS);
    const now = shopBody({ ...NEW_SHOP, name: '鑫鑫五金', tags: '临街 批发', address: '一环路 3 号' }, FIELDS);
    expect(shopChanges(now, before)).toEqual({ tags: ['临街', '批发'], address: '一环路 3 号' });
    expect(shopChanges(before, before)).toEqual({});
  });
});
