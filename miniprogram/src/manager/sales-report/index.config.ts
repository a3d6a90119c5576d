export default definePageConfig({ navigationBarTitleText: '销售统计', enablePullDownRefresh: true });
