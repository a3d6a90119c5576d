import type { UserConfigExport } from '@tarojs/cli';

export default {
  mini: { enableSourceMap: false },
  h5: { enableSourceMap: false, enableExtract: true },
} satisfies UserConfigExport<'webpack5'>;
