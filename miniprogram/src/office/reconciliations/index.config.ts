export default definePageConfig({ navigationBarTitleText: '微信对账', enablePullDownRefresh: true });
