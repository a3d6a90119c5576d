export default definePageConfig({ navigationBarTitleText: '价格等级', enablePullDownRefresh: true });
