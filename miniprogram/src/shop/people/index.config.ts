export default definePageConfig({ navigationBarTitleText: '门店成员', enablePullDownRefresh: true });
