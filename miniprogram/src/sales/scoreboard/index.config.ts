export default definePageConfig({ navigationBarTitleText: '业绩榜', enablePullDownRefresh: true });
