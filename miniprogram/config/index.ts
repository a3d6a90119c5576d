import path from 'node:path';
import { defineConfig, type UserConfigExport } from '@tarojs/cli';
import dev from './dev';
import prod from './prod';

const root = path.resolve(__dirname, '..');
const legacy = (name: string) => path.join(path.dirname(require.resolve(`${name}/package.json`)), 'build/legacy/index.js');

/** `DIST_DIR` lets two builds run side by side; `API_BASE` is where the mini-program on a phone finds the server. */
const base: UserConfigExport<'webpack5'> = {
  projectName: 'dianquan',
  date: '2026-11-22',
  // NutUI draws for a width of 375; everything of ours for 750. The text of this function goes into the bundle: nothing in it may need a helper.
  designWidth: (input) => (String(input && (input as { file?: string }).file).indexOf('@nutui') >= 0 ? 375 : 750),
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: process.env.DIST_DIR ?? `dist/${process.env.TARO_ENV ?? 'h5'}`,
  plugins: [],
  defineConstants: {
    API_BASE: JSON.stringify(process.env.API_BASE ?? 'http://127.0.0.1:3000/api'),
  },
  alias: {
    '@': path.join(root, 'src'),
    // The builds without private fields: phones of the last years lack them, and so does the minifier's quoting of keys.
    '@tanstack/react-query': legacy('@tanstack/react-query'),
    '@tanstack/query-core': legacy('@tanstack/query-core'),
  },
  terser: { enable: true, config: { output: { quote_keys: false } } },
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  sass: { resource: [path.join(root, 'src/theme/_tokens.scss')] },
  mini: {
    optimizeMainPackage: { enable: true },
    miniCssExtractPluginOption: { ignoreOrder: true },
    webpackChain: (chain, webpack) => {
      chain
        .plugin('abort-controller')
        .use(webpack.ProvidePlugin, [{ AbortController: [path.join(root, 'src/platform/polyfill'), 'AbortController'] }]);
    },
    postcss: {
      pxtransform: { enable: true, config: {} },
      cssModules: { enable: false },
    },
  },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    webpackChain: (chain) => {
      // Pages are chunks of their own; what two of them share is sent once.
      chain.optimization.splitChunks({
        chunks: 'async',
        cacheGroups: { default: false, common: { name: 'common', chunks: 'async', minChunks: 2, priority: 1 } },
      });
    },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'chunk/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      // The root size itself is set in src/index.html, where the phone's width on a wide window is known.
      pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 1 } },
      cssModules: { enable: false },
    },
  },
};

export default defineConfig<'webpack5'>((merge) => merge({}, base, process.env.NODE_ENV === 'development' ? dev : prod));
