export default definePageConfig({ navigationBarTitleText: '登记消息模板' });
