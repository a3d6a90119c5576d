import { DEMO_SUPPLIER } from '@dianquan/server/platform/config/demo-values';
import iconv from 'iconv-lite';
import { readContent } from '../content/content';
import { Dice } from '../dice';
import { Names } from '../story/names';
import { Places } from '../story/places';
import { ShopNames } from '../story/shop-names';

export type Cell = string | number | Date | null;
export type CustomerList = { title: string; remark: string; headers: string[]; rows: Cell[][]; total: string };

const HEADERS = [
  '客户编号',
  '店 名',
  '老 板',
  '手机',
  '区县',
  '详细地址',
  '业务员',
  '等级',
  '合作情况',
  '主营类别',
  '门店面积',
  '标签',
  '建档日期',
  '备注',
];
const ROWS = 318;
const COLUMN = Object.fromEntries(HEADERS.map((header, index) => [header.replace(' ', ''), index])) as Record<string, number>;

/** A list as the office of a wholesaler keeps it: typed by five people over six years. */
export function customerList(): CustomerList {
  const content = readContent();
  const dice = new Dice('customer list');
  const names = new Names(content.names, dice, new Set());
  const places = new Places(content.districts);
  const shopNames = new ShopNames(content.shops);
  const salespeople = content.staff.filter((one) => one.roles.includes('salesperson'));
  const rows = Array.from({ length: ROWS }, (_, index): Cell[] => {
    const staff = dice.pick(salespeople);
    const place = places.somewhere(dice, places.districtIn(dice, staff.regions));
    const person = names.person();
    const trade = shopNames.trade(dice);
    const name = shopNames.name(dice, trade, { surname: person.surname, given: person.name.slice(person.surname.length) }, place);
    return [
      `CD${String(1001 + index)}`,
      name,
      person.name,
      phone(names.phone(), dice),
      dice.weighted([place.districtName, place.districtName.replace(/[区市县]$/, ''), `成都市${place.districtName}`], (one) =>
        one === place.districtName ? 6 : 2,
      ),
      place.address,
      staff.name,
      dice.pick(['A', 'B', 'B', 'C', 'C', 'C', 'D', 'C级', '', '']),
      dice.pick(['已合作', '已合作', '合作', '未合作', '未合作', '流失', '']),
      trade.trade,
      dice.chance(0.5) ? dice.between(12, 160) : null,
      dice.chance(0.4) ? dice.sample(content.shops.commonTags, 2).join('、') : null,
      day(dice),
      dice.chance(0.2) ? dice.pick(content.shops.notes) : null,
    ];
  });
  addKnown(rows, names);
  spoil(rows, dice);
  return {
    title: `${DEMO_SUPPLIER}客户资料表`,
    remark: '制表：谢春梅    整理日期：2026.9.30    内部资料，请勿外传',
    headers: HEADERS,
    rows,
    total: `合计：${ROWS} 家`,
  };
}

/** Two that the demo has already: one under another code, which is for a person to decide, one without a code, found by its phone. */
function addKnown(rows: Cell[][], names: Names): void {
  const xin = [
    'CD0087',
    '鑫鑫鑫五金（簇锦）',
    '周鑫',
    names.phoneOfKey('owner-1'),
    '武侯区',
    '簇锦横街118号',
    '王志强',
    'A',
    '已合作',
    '五金',
    136,
    '月结',
    '2018.3.1',
    null,
  ];
  const handy = [
    null,
    '簇桥便民五金店',
    '曾大林',
    names.phoneOfKey('stranger-1'),
    '武侯区',
    '簇桥下街36号',
    '王志强',
    'D',
    '未合作',
    '五金',
    24,
    null,
    null,
    '老板常不在',
  ];
  rows.splice(30, 1, xin);
  rows.splice(90, 1, handy);
}

/** Right numbers, written in every way but one; these are to be understood. */
function phone(number: string, dice: Dice): Cell {
  const [a, b, c] = [number.slice(0, 3), number.slice(3, 7), number.slice(7)];
  const wide = number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return dice.weighted([number, Number(number), `${a}-${b}-${c}`, `${a} ${b} ${c}`, wide, ` ${number} `, `+86${number}`] as const, (one) =>
    one === number ? 12 : typeof one === 'number' ? 6 : 1,
  );
}

function day(dice: Dice): Cell {
  const [year, month, date] = [dice.between(2019, 2025), dice.between(1, 12), dice.between(1, 28)];
  const pad = (value: number) => String(value).padStart(2, '0');
  const kind = dice.int(10);
  if (kind < 4) return new Date(Date.UTC(year, month - 1, date));
  if (kind < 6) return `${year}-${pad(month)}-${pad(date)}`;
  if (kind < 7) return `${year}年${month}月${date}日`;
  return kind < 8 ? `${year}.${month}.${date}` : null;
}

/** What nobody can understand, and what stands there twice. */
function spoil(rows: Cell[][], dice: Dice): void {
  const order = dice.shuffled(rows.map((_, index) => index).slice(6));
  const next = (): Cell[] => rows[order.pop()!]!;
  const set = (column: string, ...values: Cell[]) => {
    for (const value of values) next()[COLUMN[column]!] = value;
  };
  set('店名', null, '', '  ', null);
  set('手机', '1380013800', '无', '16012O45678', '160123456789', '见名片', '电话打不通');
  set('业务员', '老李', '张三（离职）', '王志强、李晓燕', '公司');
  set('区县', '天府七街', '高兴区', '外地', '锦江/成华');
  set('等级', '特级', 'VIP');
  set('建档日期', '去年', '2023-13-45', '记不清了');
  set('门店面积', '六十多', '30×2');
  set('备注', '=HYPERLINK("http://example.invalid","点这里")', '+介绍人周老板');
  // The same code for two shops, the same shop twice, and one phone for two names.
  for (let n = 0; n < 3; n++) next()[COLUMN.客户编号!] = rows[n]![COLUMN.客户编号!]!;
  for (let n = 0; n < 2; n++) rows.splice(40 + n * 70, 0, [...rows[3 + n]!]);
  for (let n = 0; n < 2; n++) next()[COLUMN.手机!] = rows[20 + n]![COLUMN.手机!]!;
  for (let n = 0; n < 8; n++) next()[COLUMN.客户编号!] = null;
}

/** As spreadsheets in Chinese offices save it. */
export function gbkOf(list: CustomerList): Buffer {
  const lines: Cell[][] = [[list.title], [list.remark], list.headers, ...list.rows, [list.total]];
  return iconv.encode(`${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`, 'gbk');
}

function csvCell(cell: Cell): string {
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10).replaceAll('-', '/') : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
