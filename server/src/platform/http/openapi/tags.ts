import type { OperationId } from '@dianquan/shared/routes';
import type { OperationMeta } from '../operation';

const DESCRIPTIONS: Record<string, string> = {
  session: '登录与会话',
  members: '门店成员与个人信息',
  shops: '门店',
  regions: '行政区划',
  customFields: '门店自定义字段',
  staff: '员工与角色',
  segments: '门店分群',
  invitations: '邀请与归属',
  communities: '社区',
  posts: '帖子与评论',
  announcements: '公告与阅读',
  home: '首页',
  inbox: '收件箱',
  files: '文件',
  jobs: '后台任务',
  audit: '操作记录',
  wechat: '微信消息推送',
  health: '健康检查',
};

export function tagOf(id: OperationId): string {
  return id.split('.')[0] as string;
}

export function tags(operations: readonly OperationMeta[]): { name: string; description?: string }[] {
  const names = [...new Set(operations.map(({ id }) => tagOf(id)))];
  return names.map((name) => (DESCRIPTIONS[name] ? { name, description: DESCRIPTIONS[name] } : { name }));
}
