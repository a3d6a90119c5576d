/** What background work is, for those who decide about it when it fails. */
const WORDS: Record<string, string> = {
  'announcements.make-calls': '生成回访任务',
  'announcements.publish': '发布公告',
  'announcements.remind': '发送提醒',
  'communities.check-pictures': '检查图片',
  'delivery.plan': '安排推送',
  'delivery.send': '发送推送',
  'delivery.withdraw': '撤回推送',
  'orders.followWorkflow': '更新订单流程',
  'orders.settle': '处理订单',
  'shops.import': '导入门店',
  'products.import': '导入商品',
  'wecom.identify': '识别企业微信客户',
};

export const topicWords = (topic: string): string => WORDS[topic] ?? `后台任务（${topic}）`;
