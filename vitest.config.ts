import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/**
 * How long a test waits for what it expects: only when it never comes is this reached, so it is
 * far more than a slow and busy machine needs.
 */
const PATIENCE = { poll: { timeout: 90_000, interval: 50 } }

// Suites are named by what must be running: `unit` nothing, `services` the embedded engine
// and Redis (which the tests start themselves), `browser` Debian's chromium.
export default defineConfig({
  plugins: [vue()],
  test: {
    // chdb allows one engine a process and no worker threads.
    pool: 'forks',
    globalSetup: 'tests/helpers/build.ts',
    // Room for what is young: V8's own limit has workers clean up far more often.
    execArgv: ['--max-semi-space-size=64'],
    projects: [
      // Property tests on a disk that others use as well take longer than the usual 5 s.
      // Its files change nothing of their process, and share it: each of its own is costly.
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 120_000,
          expect: PATIENCE,
          isolate: false,
          restoreMocks: true,
          unstubGlobals: true,
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['tests/services/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: PATIENCE,
          maxWorkers: 2,
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: PATIENCE,
          maxWorkers: 2,
        },
      },
    ],
  },
})
