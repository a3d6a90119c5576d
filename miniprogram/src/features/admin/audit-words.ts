import { moneyText } from '@dianquan/shared/money';
import { MEMBER_ROLE_ZH, type MemberRole, SHOP_STATUS_ZH, type ShopStatus, STAFF_ROLE_ZH, type StaffRole } from '@dianquan/shared/roles';
import { TRADE_ACTION_ZH, TRADE_KEY_ZH, TRADE_SUBJECT_ZH, TRADE_WORD_ZH } from './audit-trade-words';

/** Acts as the log names them, in the order of the filter. */
export const ACTION_ZH: Record<string, string> = {
  'announcements.publish': '发布公告',
  'announcements.withdraw': '撤回公告',
  'announcements.create': '新建公告草稿',
  'announcements.update': '修改公告',
  'announcements.discard': '删除公告草稿',
  'announcements.remind': '提醒未读',
  'announcements.noteCall': '记录电话结果',
  'invitations.create': '发出邀请',
  'invitations.revoke': '撤销邀请',
  'shops.create': '新建门店',
  'shops.update': '修改门店',
  'shops.handOver': '交接门店',
  'shops.import': '导入门店',
  'shops.export': '导出门店',
  'members.confirm': '确认门店成员',
  'members.remove': '移除门店成员',
  'wecom.linkMember': '关联企业微信成员',
  'segments.create': '新建分群',
  'segments.update': '修改分群',
  'segments.remove': '删除分群',
  'communities.create': '新建社区',
  'communities.update': '修改社区',
  'communities.decideJoinRequest': '处理加入申请',
  'posts.remove': '移除动态',
  'posts.pin': '置顶动态',
  'posts.unpin': '取消置顶',
  'posts.removeComment': '移除评论',
  'staff.create': '添加员工',
  'staff.update': '修改员工',
  'customFields.create': '添加自定义字段',
  'customFields.update': '修改自定义字段',
  'customFields.remove': '删除自定义字段',
  'delivery.setSettings': '修改推送设置',
  'delivery.createTemplate': '启用消息模板',
  'delivery.withdrawTemplate': '停用消息模板',
  'delivery.retry': '重试没办成的',
  'delivery.drop': '放弃没办成的',
  ...TRADE_ACTION_ZH,
};
const SUBJECT_ZH: Record<string, string> = {
  announcement: '公告',
  invitation: '邀请',
  shop: '门店',
  shops: '门店',
  member: '成员',
  segment: '分群',
  community: '社区',
  post: '动态',
  comment: '评论',
  staff: '员工',
  import: '导入',
  customField: '自定义字段',
  template: '消息模板',
  'push-settings': '推送设置',
  job: '后台任务',
  ...TRADE_SUBJECT_ZH,
};
const KEY_ZH: Record<string, string> = {
  ...TRADE_KEY_ZH,
  name: '名称',
  title: '标题',
  label: '名称',
  code: '编号',
  owner: '业务员',
  status: '合作状态',
  fields: '改动的项',
  roles: '角色',
  role: '角色',
  regions: '区域',
  disabled: '停用',
  reason: '理由',
  people: '人数',
  shops: '门店数',
  to: '交给',
  from: '原来',
  ids: '门店号',
  shopId: '门店',
  memberId: '成员',
  corpId: '企业',
  userid: '企业微信账号',
  result: '结果',
  rule: '规则',
  before: '改动前',
  change: '改动',
  file: '文件',
  rows: '行数',
  stage: '阶段',
  mapping: '表头对应',
  created: '新建',
  updated: '更新',
  unchanged: '没有变化',
  merged: '合并',
  faulty: '有误',
  correctionNote: '更正说明',
  at: '时间',
  was: '此前状态',
  type: '类型',
  options: '选项',
  required: '必填',
  position: '次序',
  decision: '决定',
  quietFrom: '安静时段从',
  quietUntil: '安静时段到',
  weeklyCap: '一周最多',
  mergeMinutes: '几分钟内并成一条',
  fallbackHours: '没读换通道的小时',
  callAfterHours: '没读打电话的小时',
  channels: '通道先后',
  use: '用途',
  platformId: '模板编号',
};
const WORD_ZH: Record<string, string> = {
  ...TRADE_WORD_ZH,
  ...STAFF_ROLE_ZH,
  ...MEMBER_ROLE_ZH,
  ...SHOP_STATUS_ZH,
  told: '已告知',
  no_answer: '没接',
  refused: '不合作',
  started: '开始',
  finished: '完成',
  published: '已发布',
  scheduled: '已定时',
  publishing: '发布中',
  approved: '同意',
} satisfies Record<StaffRole | MemberRole | ShopStatus, string> & Record<string, string>;

export const actionText = (action: string): string => ACTION_ZH[action] ?? action;

/** `shop:31` → 门店 31 号; what is named by a day keeps it. */
export function subjectText(subject: string): string {
  const [kind = '', id] = subject.split(':');
  const name = SUBJECT_ZH[kind] ?? kind;
  if (id === undefined) return name;
  return /^\d+$/.test(id) ? `${name} ${id} 号` : `${name} ${id}`;
}

/** What was noted with an act, line by line; what is empty is left out. */
export function detailLines(detail: unknown): { label: string; text: string }[] {
  if (typeof detail !== 'object' || detail === null) return [];
  return Object.entries(detail).flatMap(([key, value]) => {
    const text = /(^f|F)en$/.test(key) && typeof value === 'number' ? moneyText(value) : valueText(value);
    return text === '' ? [] : [{ label: KEY_ZH[key] ?? key, text }];
  });
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return WORD_ZH[value] ?? value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(valueText).filter(Boolean).join('、');
  return detailLines(value)
    .map(({ label, text }) => `${label}：${text}`)
    .join('；');
}
