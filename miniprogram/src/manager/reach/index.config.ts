export default definePageConfig({ navigationBarTitleText: '公告带来的订单', enablePullDownRefresh: true });
