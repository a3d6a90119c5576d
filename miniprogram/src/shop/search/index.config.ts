export default definePageConfig({ navigationBarTitleText: '找货', enablePullDownRefresh: true });
