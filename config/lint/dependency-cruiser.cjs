/**
 * Who may import whom. `npm run check` fails on the first arrow that points upward or round in a circle;
 * scripts/check/floors.spec.ts plants both and expects this file to catch them.
 */

/** The rooms of server/src, lowest floor first. Rooms on one floor don't know each other. */
const SERVER_FLOORS = [
  ['platform'],
  ['members'],
  ['invitations', 'delivery', 'documents', 'catalogue', 'payments', 'communities'],
  ['announcements', 'service-requests', 'orders'],
  ['group-buys'],
  ['reports'],
];

/** The folders of miniprogram/src that know no domain, and the ones that hold pages. */
const CLIENT_GROUND = ['components', 'platform', 'theme', 'assets'];
const CLIENT_PAGES = ['pages', 'shop', 'sales', 'office', 'manager', 'admin'];

const oneOf = (names) => `(${names.join('|')})`;

const serverFloors = SERVER_FLOORS.flatMap((rooms, floor) => {
  const above = SERVER_FLOORS.slice(floor + 1).flat();
  const upward = {
    name: `server-floors-${rooms[0]}`,
    comment: 'A lower floor tells a higher one something by an event class, never by an import.',
    severity: 'error',
    from: { path: `^server/src/${oneOf(rooms)}/` },
    to: { path: `^server/src/${oneOf(above)}/` },
  };
  const sideways = {
    name: `server-rooms-${rooms[0]}`,
    comment: 'Rooms on one floor do not import each other.',
    severity: 'error',
    from: { path: `^server/src/${oneOf(rooms)}/` },
    to: { path: `^server/src/${oneOf(rooms)}/`, pathNot: '^server/src/$1/' },
  };
  return [...(above.length > 0 ? [upward] : []), ...(rooms.length > 1 ? [sideways] : [])];
});

module.exports = {
  forbidden: [
    ...serverFloors,
    {
      name: 'server-known-rooms',
      comment: 'A new room has to be given its floor in this file.',
      severity: 'error',
      from: {},
      to: { path: '^server/src/[^/]+/', pathNot: `^server/src/${oneOf(SERVER_FLOORS.flat())}/` },
    },
    {
      name: 'server-rooms-not-the-root',
      comment: 'The rooms are put together by the files above them, which they do not know.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/' },
      to: { path: '^server/src/[^/]+$' },
    },
    {
      name: 'client-ground',
      comment: 'Components and platform know no feature and no page.',
      severity: 'error',
      from: { path: `^miniprogram/src/${oneOf(CLIENT_GROUND)}/` },
      to: { path: `^miniprogram/src/${oneOf(['features', ...CLIENT_PAGES])}/` },
    },
    {
      name: 'client-features-below-pages',
      severity: 'error',
      from: { path: '^miniprogram/src/features/' },
      to: { path: `^miniprogram/src/${oneOf(CLIENT_PAGES)}/` },
    },
    {
      name: 'client-features-apart',
      comment: 'Features do not import features; a page composes them.',
      severity: 'error',
      from: { path: '^miniprogram/src/features/([^/]+)/' },
      to: { path: '^miniprogram/src/features/', pathNot: '^miniprogram/src/features/$1/' },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(server|miniprogram|scripts)/' },
    },
    {
      name: 'server-without-scripts',
      comment: 'Only the tests of the server use the simulator.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(test/|.*[.]spec[.]ts$|jest[.])' },
      to: { path: '^(scripts|miniprogram)/' },
    },
    {
      name: 'server-without-its-tests',
      severity: 'error',
      from: { path: '^server/(src|migrations)/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^server/test/|[.]spec[.]ts$' },
    },
    {
      name: 'client-without-server',
      severity: 'error',
      from: { path: '^miniprogram/(src|types|config)/' },
      to: { path: '^(server|scripts)/' },
    },
    {
      name: 'scripts-without-client',
      comment: 'The mini-program is used as it was built, not as source.',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^miniprogram/src/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'A workspace names the packages it uses in its own package.json.',
      severity: 'error',
      from: { path: '^(server|shared|scripts)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|^(server|scripts|miniprogram|shared)/dist/' },
    exclude: { path: '[.](scss|css|png|jpg|svg|html|webp)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/imports.json` },
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.cjs', '.js', '.jsx', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
    },
  },
};
