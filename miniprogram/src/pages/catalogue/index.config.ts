export default definePageConfig({ navigationBarTitleText: '目录', enablePullDownRefresh: true });
