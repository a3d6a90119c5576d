export default definePageConfig({ navigationBarTitleText: '邀请同行', enableShareAppMessage: true });
