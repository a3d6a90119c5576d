export default definePageConfig({ navigationBarTitleText: '导入商品', enablePullDownRefresh: true });
