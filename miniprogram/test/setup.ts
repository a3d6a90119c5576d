// Set when the bundle is built; here pages run as they do on a phone, unless a spec says otherwise.
process.env.TARO_ENV = 'weapp';
Object.assign(globalThis, {
  API_BASE: 'http://127.0.0.1:3000/api',
  defineAppConfig: (config: object) => config,
  definePageConfig: (config: object) => config,
  IS_REACT_ACT_ENVIRONMENT: true,
});
