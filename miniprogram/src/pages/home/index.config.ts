export default definePageConfig({ navigationBarTitleText: '店圈', enablePullDownRefresh: true });
