export default definePageConfig({ navigationBarTitleText: '自定义字段', enablePullDownRefresh: true });
