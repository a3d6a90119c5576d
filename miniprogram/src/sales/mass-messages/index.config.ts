export default definePageConfig({ navigationBarTitleText: '群发待确认', enablePullDownRefresh: true });
