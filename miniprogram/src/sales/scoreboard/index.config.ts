export default definePageConfig({ navigationBarTitleText: '邀请榜', enablePullDownRefresh: true });
