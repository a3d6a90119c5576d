export default definePageConfig({ navigationBarTitleText: '订货明细', enablePullDownRefresh: true });
