export default definePageConfig({ navigationBarTitleText: '常购清单', enablePullDownRefresh: true });
