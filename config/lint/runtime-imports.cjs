/** What the mini-program's bundle would hold: imports of types only are gone, so `reachable` tells what runs. */
module.exports = {
  forbidden: [
    {
      name: 'client-without-zod',
      comment: 'zod costs the bundle 87 KB: import types only from the contract.',
      severity: 'error',
      from: { path: '^miniprogram/src/', pathNot: '[.]spec[.]tsx?$' },
      to: { path: 'node_modules/zod/', reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](scss|css|png|jpg|svg|html|webp)$' },
    tsPreCompilationDeps: false,
    tsConfig: { fileName: `${__dirname}/imports.json` },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.jsx', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
