export default definePageConfig({ navigationBarTitleText: '交易设置' });
