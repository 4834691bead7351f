import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: { resolve: { conditions: ['netraven-source'] } },
  test: {
    include: ['e2e/**/*.e2e.ts'],
    execArgv: ['--conditions=netraven-source', '--disable-warning=ExperimentalWarning'],
    pool: 'forks',
    fileParallelism: false, // each story starts servers of its own; two at once would measure each other
    testTimeout: 180_000,
    hookTimeout: 120_000,
    reporters: ['verbose', './tools/count-line.ts'],
  },
})
