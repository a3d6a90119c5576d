export default definePageConfig({ navigationBarTitleText: '阅读报告', enablePullDownRefresh: true });
