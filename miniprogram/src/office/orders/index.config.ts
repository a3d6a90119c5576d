export default definePageConfig({ navigationBarTitleText: '待办订单', enablePullDownRefresh: true });
