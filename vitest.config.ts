import { defineConfig } from 'vitest/config'

/** Packages whose line coverage `npm test` keeps. */
const covered = ['config-text', 'contract', 'device', 'server']

export default defineConfig({
  ssr: { resolve: { conditions: ['netraven-source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'lab/src/**/*.test.ts', 'tools/**/*.test.ts'],
    // Worker threads and child processes of a test run the sources too; --liftoff-only: docs/adr/0006.
    execArgv: ['--conditions=netraven-source', '--disable-warning=ExperimentalWarning', '--liftoff-only'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default', './tools/count-line.ts'],
    coverage: {
      provider: 'v8',
      // Named here, so that a file which no test loads counts as not covered.
      include: covered.map((name) => `packages/${name}/src/**/*.ts`),
      exclude: ['**/*.test.ts'],
      reporter: ['text-summary', 'html'],
      reportOnFailure: true,
      thresholds: Object.fromEntries(covered.map((name) => [`packages/${name}/src/**`, { lines: 80 }])),
    },
  },
})
