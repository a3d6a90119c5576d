export default definePageConfig({ navigationBarTitleText: '推送通道', enablePullDownRefresh: true });
