export default definePageConfig({ navigationBarTitleText: '待确认的老价格', enablePullDownRefresh: true });
