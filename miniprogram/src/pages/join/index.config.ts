export default definePageConfig({ navigationBarTitleText: '加入店圈', enableShareAppMessage: true });
