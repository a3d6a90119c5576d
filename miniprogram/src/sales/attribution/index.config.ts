export default definePageConfig({ navigationBarTitleText: '邀请来源', enablePullDownRefresh: true });
