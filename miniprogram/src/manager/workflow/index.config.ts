export default definePageConfig({ navigationBarTitleText: '订单流程' });
