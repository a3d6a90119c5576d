export default definePageConfig({ navigationBarTitleText: '待电话', enablePullDownRefresh: true });
