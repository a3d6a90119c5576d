/** Change the version whenever the text changes: people are asked again before they give anything more. */
export const PRIVACY_VERSION = '2026-11-22';

/**
 * What is stored and why, in words that can be read at a counter. Personal Information Protection Law of the PRC: purpose, kind, time
 * kept, and how to use one's rights, told before anything is collected.
 */
export function privacyNotice(supplierName: string): { version: string; text: string } {
  return {
    version: PRIVACY_VERSION,
    text: [
      `${supplierName}使用“店圈”为您的门店提供公告、资料和订货服务。`,
      '我们保存：微信标识（用于登录）、手机号（用于核对门店和业务联系）、您填写的姓名与头像、您在本程序中的阅读、发帖和点赞记录。',
      '仅用于为您的门店提供服务，不会出售，也不会提供给无关的第三方。门店关系结束后即停止使用，法律要求保存的交易记录除外。',
      '您可以随时在“我 → 隐私与数据”中查看、导出或注销自己的数据。不提供手机号可以改为手动填写。',
    ].join('\n'),
  };
}
