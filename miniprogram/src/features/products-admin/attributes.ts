type Attribute = { name: string; value: string };

/** 材质：不锈钢, one a line. */
export const attributesText = (attributes: readonly Attribute[]): string =>
  attributes.map(({ name, value }) => `${name}：${value}`).join('\n');

/** Lines without a colon are no attribute; what cannot be read is not kept. */
export function attributesOf(text: string): Attribute[] {
  return text.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^\s*([^：:]+?)\s*[：:]\s*(.+?)\s*$/.exec(line) ?? [];
    return name === '' || value === '' ? [] : [{ name: name.slice(0, 20), value: value.slice(0, 100) }];
  });
}
