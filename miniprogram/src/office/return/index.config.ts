export default definePageConfig({ navigationBarTitleText: '退换货', enablePullDownRefresh: true });
