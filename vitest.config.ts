import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// Suites are named by what must be running: `unit` nothing, `services` the embedded engine
// (which the tests start themselves), `browser` Debian's chromium.
export default defineConfig({
  plugins: [vue()],
  test: {
    // chdb allows one engine a process and no worker threads.
    pool: 'forks',
    projects: [
      // Property tests on a disk that others use as well take longer than the usual 5 s.
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['tests/services/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
