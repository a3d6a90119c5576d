export default definePageConfig({ navigationBarTitleText: '客户专价', enablePullDownRefresh: true });
