export default definePageConfig({ navigationBarTitleText: '仓库', enablePullDownRefresh: true });
