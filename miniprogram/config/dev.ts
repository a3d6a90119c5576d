import type { UserConfigExport } from '@tarojs/cli';

export default {
  mini: {},
  h5: { devServer: { host: '127.0.0.1', proxy: [{ context: ['/api', '/__wechat'], target: 'http://127.0.0.1:3000' }] } },
} satisfies UserConfigExport<'webpack5'>;
