// Who may know whom. `npm run check` runs this over src, and fails when it saw fewer files than there are.
// A module imports only modules to its left, and only through their index.ts.
const MODULES = [
  'municipality',
  'collaboration',
  'review',
  'need-index',
  'library',
  'materials',
  'adoption',
  'help-site',
  'contact',
  'follow-up',
  'assignment',
]

const TEST = String.raw`\.test\.ts$`
const ANY_OF = (names) => `(?:${names.join('|')})`

/** For each module: everything that stands to its right. */
const lookLeft = MODULES.slice(0, -1).map((name, place) => ({
  name: `${name} does not know the modules to its right`,
  comment: 'Look left. The loop closes in time, not in imports: app.ts hands a plain value or function over instead.',
  severity: 'error',
  from: { path: `^src/modules/${name}/`, pathNot: TEST },
  to: { path: `^src/modules/${ANY_OF(MODULES.slice(place + 1))}/` },
}))

export default {
  forbidden: [
    ...lookLeft,
    {
      name: 'contact knows only municipality and collaboration',
      comment: 'What is audited stays small, and nothing else of the house may come near a message.',
      severity: 'error',
      from: { path: '^src/modules/contact/', pathNot: TEST },
      to: { path: '^src/modules/', pathNot: '^src/modules/(?:contact|municipality|collaboration)/' },
    },
    {
      name: 'a module is entered through its index.ts',
      comment: 'Otherwise what another module may rely on is decided by whoever imports it.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: TEST },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'the app enters a module through its index.ts',
      comment:
        'app.ts and cli.ts put modules together; they do not reach into them. An operator’s commands are beside it, so that a start does not load them.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/(?:index|commands)\\.ts$' },
    },
    {
      name: 'the kernel knows only itself',
      comment: 'Words every module speaks: no outside world, no database, no module.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: TEST },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    {
      name: 'the platform knows no module',
      comment: 'The outside world does not know what it is used for.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: TEST },
      to: { path: '^src/(?!kernel/|platform/)' },
    },
    {
      name: 'only what starts the house knows the app',
      comment: 'main.ts and cli.ts are where it begins; nothing inside may know that.',
      severity: 'error',
      from: { path: '^src/(?:kernel|platform|modules|browser)/', pathNot: TEST },
      to: { path: '^src/(?:main|app|cli)\\.ts$' },
    },
    {
      name: 'browser code knows only kernel and the sealing',
      comment: 'What a browser gets is read and signed by others: it stays small, and nothing of the server is in it.',
      severity: 'error',
      from: { path: '^src/browser/', pathNot: TEST },
      to: { path: '^src/', pathNot: '^src/(?:browser/|kernel/|modules/contact/sealing\\.ts$)' },
    },
    {
      name: 'browser code needs nothing of Node',
      comment: 'It runs in a person’s browser.',
      severity: 'error',
      from: { path: '^src/browser/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the server does not import browser code',
      comment: 'It sends the built file; running it on the server would mean nothing.',
      severity: 'error',
      from: { path: '^src/(?!browser/)', pathNot: TEST },
      to: { path: '^src/browser/' },
    },
    {
      name: 'the help site has no visitor',
      comment: 'A public page cannot know or note who reads it.',
      severity: 'error',
      from: { path: '^src/modules/help-site/', pathNot: TEST },
      to: { path: '^src/platform/auth/' },
    },
    {
      name: 'the help site writes to nobody',
      comment:
        'Mail and audit are about staff. What could send or note from a public page would sooner or later do it.',
      severity: 'error',
      from: { path: '^src/modules/help-site/', pathNot: TEST },
      to: { path: '^src/platform/(?:mail|audit|alarms)/' },
    },
    {
      name: 'the person’s pages cannot know or note who they are',
      comment: 'Neither sign-in nor log may be reachable from where a person writes.',
      severity: 'error',
      from: { path: '^src/modules/contact/person/', pathNot: TEST },
      to: { path: '^src/platform/(?:auth|log)/' },
    },
    {
      name: 'only the operator’s commands work as the owner',
      comment:
        'Who owns the tables can see every organisation. What a route or a job does, it does under the rules on rows.',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST, '^src/platform/(?:db|audit)/', '[/-]commands\\.ts$'] },
      to: { path: '^src/platform/db/(?:operator|everything)\\.ts$' },
    },
    {
      name: 'domain files touch no outside world',
      comment: 'Time, randomness and data come in as arguments; only store, routes, jobs and commands reach out.',
      severity: 'error',
      from: {
        path: '^src/modules/',
        pathNot: [TEST, '/(?:index|store|routes|jobs|commands)\\.ts$', '/[a-z-]+-(?:store|routes|jobs|commands)\\.ts$'],
      },
      to: { path: '^src/platform/db/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing of the house imports tests, scripts or figures',
      comment: 'They are not there where the house runs.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { path: '^(?:tests|scripts|bench)/' },
    },
    {
      name: 'what runs needs no package for developers',
      comment: 'npm start installs what running needs, and nothing else.',
      severity: 'error',
      from: { path: '^(?:src|bin)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no circle',
      comment: 'Two files that need each other are one file, or a word belongs further left.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every import is there',
      comment: 'It could not be found on disk or among the packages.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
    parser: 'tsc',
  },
}
