import type { SHEET_COLUMNS } from '@dianquan/shared/contract/shops';

export type SheetColumn = (typeof SHEET_COLUMNS)[number];
/** What a header may be mapped to: a column of ours, or `custom:ID`. */
export type ColumnKey = SheetColumn | `custom:${number}`;

const SYNONYMS: Record<SheetColumn, string> = {
  code: '编号 客户编号 客户编码 门店编号 门店编码 店铺编号 客户代码 商户编号 编码 代码 客户号 会员号 档案号',
  name: '店名 客户名称 门店名称 店铺名称 商户名称 单位名称 公司名称 商家名称 名称 客户 门店 店铺 商户 招牌 客户全称 门店名 店铺名 客户名',
  phone: '手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 座机 固定电话 固话 店铺电话 老板电话 移动电话 联系手机',
  contactName: '老板 老板姓名 联系人 联系人姓名 姓名 店主 店主姓名 负责人 法人 经营者 老板名字 店老板',
  trade: '行业 业态 类别 类型 客户类型 客户类别 店铺类型 门店类型 经营类别 主营 经营范围 主营业务 主营产品',
  level: '等级 级别 客户等级 客户级别 门店等级 分级 客户分级',
  status: '状态 合作状态 客户状态 是否合作 合作情况',
  region: '区域 地区 区县 省 市 区 省份 城市 行政区 所在区 所在地区 所属区域 所属地区 省市区 片区 所在区域 县区',
  address: '地址 详细地址 店铺地址 门店地址 客户地址 收货地址 送货地址 经营地址 联系地址 街道地址',
  latitude: '纬度 latitude lat',
  longitude: '经度 longitude lng',
  ownerStaff: '业务员 业务 业务代表 业务经理 客户经理 跟进人 跟单员 所属业务员 负责业务员 销售 销售员 销售代表 归属人',
  tags: '标签 客户标签 门店标签 特点',
  joinedOn: '加入日期 建档日期 开户日期 合作日期 登记日期 开发日期 录入日期 加入时间 建档时间 合作时间 开户时间 首次合作',
  note: '备注 备注信息 说明 附注 其他 其它',
};
/** Several columns of a sheet may go into one of these: two phones, 省 / 市 / 区, remarks left and right. */
export const REPEATABLE: ReadonlySet<string> = new Set<SheetColumn>(['phone', 'region', 'tags', 'note']);

const exact = new Map<string, SheetColumn>();
for (const [column, words] of Object.entries(SYNONYMS)) for (const word of words.split(' ')) exact.set(word, column as SheetColumn);
/** Single characters (省, 市, 区) count only as whole headers: they occur inside too many others. */
const words = [...exact.keys()].filter((word) => word.length >= 2).sort((a, b) => b.length - a.length);

/** Suggests what each header means: as it stands, or by the longest known word in it. Each column is given away once. */
export function guessColumns(headers: readonly string[], fields: readonly { id: number; label: string }[]): Record<string, ColumnKey> {
  const mapping: Record<string, ColumnKey> = {};
  const taken = new Set<string>();
  const give = (header: string, key: ColumnKey | undefined) => {
    if (key === undefined || Object.hasOwn(mapping, header) || (taken.has(key) && !REPEATABLE.has(key))) return;
    mapping[header] = key;
    taken.add(key);
  };
  for (const header of headers) {
    const field = fields.find(({ label }) => label === header) ?? fields.find(({ label }) => plain(label) === plain(header));
    if (field) give(header, `custom:${field.id}`);
  }
  for (const header of headers) give(header, exact.get(plain(header)));
  for (const header of headers) {
    const word = words.find((one) => plain(header).includes(one));
    if (word !== undefined && !/次数|金额|数量|月份|周期/.test(header)) give(header, exact.get(word));
  }
  return mapping;
}

/** Tells a row of headers from other rows, by the columns and the labels of the supplier's own fields in it. */
export const knownHeaders =
  (labels: readonly string[] = []) =>
  (headers: readonly string[]): number =>
    Object.keys(
      guessColumns(
        headers,
        labels.map((label, id) => ({ id, label })),
      ),
    ).length;

/** 客户名称（全称）→ 客户名称; 电话(2) → 电话. */
function plain(header: string): string {
  return header
    .replace(/[（(].*?[)）]/g, '')
    .trim()
    .toLowerCase();
}
