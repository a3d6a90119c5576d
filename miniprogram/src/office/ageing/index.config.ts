export default definePageConfig({ navigationBarTitleText: '欠款与额度', enablePullDownRefresh: true });
