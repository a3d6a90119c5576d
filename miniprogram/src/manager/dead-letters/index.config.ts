export default definePageConfig({ navigationBarTitleText: '没办成的', enablePullDownRefresh: true });
