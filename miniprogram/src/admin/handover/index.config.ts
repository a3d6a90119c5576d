export default definePageConfig({ navigationBarTitleText: '交接门店' });
