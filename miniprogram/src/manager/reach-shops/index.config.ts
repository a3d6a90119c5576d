export default definePageConfig({ navigationBarTitleText: '看过后下单的门店', enablePullDownRefresh: true });
