export default definePageConfig({ navigationBarTitleText: '门店价格', enablePullDownRefresh: true });
