import antfu from '@antfu/eslint-config'

/** Who may know whom: a folder, and what it must not import. */
function boundary(files, group, message) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] } }
}

export default antfu(
  {
    vue: true,
    typescript: true,
    markdown: false,
    yaml: false,
    toml: false,
    pnpm: false,
    ignores: ['dist', 'data', 'profiles/**/*.json', 'profiles/**/*.geojson', 'tests/fixtures/**/*.json', 'docs', '*.md'],
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    rules: {
      'style/max-len': ['error', { code: 100, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      'ts/no-explicit-any': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'antfu/no-top-level-await': 'off',
      // Its fix calls the function once and shares the result.
      'e18e/prefer-array-fill': 'off',
      'node/prefer-global/process': ['error', 'always'],
      'node/prefer-global/buffer': ['error', 'always'],
      'test/prefer-lowercase-title': 'off',
      'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    // A schema and the type derived from it share their name: one word for one concept.
    files: ['contract/**/*.ts'],
    rules: { 'ts/no-redeclare': 'off' },
  },
  {
    // Programs of the command line speak through their own output.
    files: ['scripts/**', 'simulator/**', 'bench/**', 'tests/**', '**/cli.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/main.ts', '**/cli.ts'],
    rules: {
      'no-restricted-properties': ['error', {
        object: 'process',
        property: 'env',
        message: 'Only server/main.ts reads the environment; take a Config.',
      }],
    },
  },
  boundary(['contract/**/*.ts'], ['node:*', 'vue', 'fastify', '**/server/**', '**/web/**', '**/simulator/**', '**/city/**', '**/recount/**', '**/programs/**'], 'contract/ knows the schema library and nothing else.'),
  boundary(['server/*.ts', 'server/http/**/*.ts'], ['**/recount/**', '**/web/**', '**/simulator/**'], 'The server is held against recount/, so it must not know it.'),
  boundary(['city/**/*.ts'], ['**/server/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'city/ knows contract/ only.'),
  boundary(['recount/**/*.ts'], ['node:*', '**/server/**', '**/web/**', '**/simulator/**', '**/city/**'], 'recount/ counts by itself: it knows contract/ and nothing of the server.'),
  boundary(['web/**/*.{ts,vue}'], ['node:*', '**/server/**', '**/simulator/**', '**/city/**', '**/recount/**', '**/programs/**'], 'web/ knows contract/ only.'),
  boundary(['web/charts/**/*.ts'], ['vue', 'socket.io-client', '**/composables/**', '**/server/**', '**/simulator/**'], 'Charts are pure functions from a panel to an option.'),
  boundary(['simulator/**/*.ts'], ['**/server/**', '**/web/**', '**/recount/**'], 'simulator/ knows contract/ and city/ only.'),
  boundary(['simulator/load/oracle/**/*.ts'], ['**/server/**', '**/web/**'], 'The oracle holds the server against recount/, which knows nothing of the server, and so must it.'),
  boundary(['server/metrics/**/*.ts'], ['socket.io', '@fastify/websocket', '**/live/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'metrics/ knows SQL and no sockets.'),
  boundary(['server/audit/**/*.ts'], ['socket.io', '@fastify/websocket', '**/live/**', '**/intake/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'audit/ counts again by another path than intake/ and knows no sockets.'),
  boundary(['server/alarms/**/*.ts'], ['socket.io', '@fastify/websocket', '**/live/**', '**/intake/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'alarms/ asks metrics/ and ClickHouse; it knows no sockets, and sources and the audit are handed to it.'),
  boundary(['server/live/**/*.ts'], ['@clickhouse/client', '**/metrics/**', '**/clickhouse/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'live/ knows sockets and no SQL.'),
  boundary(['server/relay/**/*.ts'], ['@clickhouse/client', 'lmdb', '**/clickhouse/**', '**/metrics/**', '**/intake/**', '**/history/**', '**/audit/**', '**/alarms/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'A relay computes nothing and holds nothing: it knows live/, http/ and Redis.'),
  boundary(['server/live/**/*.ts'], ['ioredis', '**/relay/**'], 'live/ does not know who carries its frames on.'),
  boundary(['server/intake/**/*.ts'], ['socket.io', '**/live/**', '**/history/**', '**/metrics/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'intake/ ends at the ledger.'),
  boundary(['server/history/**/*.ts'], ['socket.io', '@fastify/websocket', 'fastify', '**/live/**', '**/metrics/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'history/ knows SQL and no sockets; frames and their computer are handed to it.'),
  boundary(['server/clickhouse/**/*.ts'], ['socket.io', 'fastify', '**/live/**', '**/history/**', '**/metrics/**', '**/intake/**', '**/web/**', '**/simulator/**', '**/recount/**'], 'clickhouse/ is below everything else.'),
)
