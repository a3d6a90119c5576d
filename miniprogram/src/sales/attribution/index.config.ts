export default definePageConfig({ navigationBarTitleText: '谁邀请了谁', enablePullDownRefresh: true });
