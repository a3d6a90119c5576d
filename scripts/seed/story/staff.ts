import type { Calendar } from '../calendar';
import type { Content } from '../content/content';
import type { Names } from './names';
import type { Staff } from './types';

const FEMALE = new Set(['李晓燕', '陈静', '黄小琴', '苏敏', '谢春梅', '钟丽华']);

export function makeStaff(content: Content, calendar: Calendar, names: Names): Staff[] {
  const opened = calendar.at(-92, '09:30');
  return content.staff.map((one, index) => ({
    id: 0,
    content: one,
    account: {
      id: 0,
      key: one.key,
      provider: 'wecom',
      name: one.name,
      phone: names.phoneOfKey(one.key),
      phoneVerified: true,
      female: FEMALE.has(one.name),
      createdAt: opened + index * 120_000,
      avatar: null,
    },
  }));
}
