export default definePageConfig({ navigationBarTitleText: '能订的货' });
