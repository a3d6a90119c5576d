/** Who runs a deployment that does not say, and the demo. */
export const DEMO_SUPPLIER = '蓉城五金商贸';

/** Stand-ins for the demo and for tests. They are no secrets: they open nothing but the simulator, and production refuses them. */
export const DEMO = {
  WECHAT_APPID: 'wxd1a9c0a9ad5e0001',
  WECHAT_SECRET: 'demo00000000000000000000appsecret',
  WECHAT_PUSH_TOKEN: 'demopushtoken',
  WECHAT_PUSH_AES_KEY: 'demo00000000000000000000000000000pushaeskey',
  WECOM_CORPID: 'wwd1a9c0a9ad5e0001',
  WECOM_AGENT_SECRET: 'demo0000000000000000000000000000000corpsecret',
  SESSION_SECRET: 'demo-session-secret-for-nothing-but-the-demo',
} as const;

/** Apart from the others, because a production without WeChat Pay sets none of these. The demo's key pairs are made at its first start. */
export const DEMO_PAY = {
  WECHATPAY_MCH_ID: '1600000001',
  WECHATPAY_SERIAL: 'D1A9C0A9AD5E00000000000000000000000000A1',
  WECHATPAY_API_V3_KEY: 'demo0000000000000000000apiv3key0',
  WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0116000000012026112200000000000001',
} as const;

/** Apart from the others, because a production without messages in WeCom sets none of these. */
export const DEMO_WECOM = {
  WECOM_AGENT_ID: '1000002',
  WECOM_CONTACT_SECRET: 'demo000000000000000000000000000000contactsecret',
  WECOM_CALLBACK_TOKEN: 'demowecomtoken',
  WECOM_CALLBACK_AES_KEY: 'demo0000000000000000000000000wecomcallbacks',
} as const;
