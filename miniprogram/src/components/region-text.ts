/** 四川省成都市武侯区桂溪街道 → 武侯区桂溪街道: in a list what is the same for nearly all only pushes out what differs. */
export function shortRegion(name: string | null): string | null {
  if (name === null) return null;
  return name.replace(/^.+?(?:省|自治区|特别行政区)(?=.)/, '').replace(/^.+?(?:市|自治州|地区|盟)(?=.)/, '');
}
