import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Every project finds the parts that set-up left, also when vitest is started by hand. */
const resolved = 'test/fixtures/resolved.ts'

/** Journeys and the packaged app share one display and two cores: they run one after another. */
const oneAtATime = {
  fileParallelism: false,
  testTimeout: 300_000,
  hookTimeout: 300_000,
  setupFiles: [resolved],
}

export default defineConfig({
  test: {
    // Left to itself vitest keeps one core free: half of two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/migrations/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
          setupFiles: [resolved],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'ui',
          include: ['test/ui/**/*.test.tsx'],
          environment: 'happy-dom',
          setupFiles: [resolved, 'test/ui/setup.ts'],
          testTimeout: 60_000,
          pool: 'forks',
        },
      },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...oneAtATime } },
      {
        test: {
          name: 'screenshots',
          include: ['test/screenshots/**/*.test.ts'],
          ...oneAtATime,
          testTimeout: 2_400_000,
        },
      },
      { test: { name: 'packaged', include: ['test/packaged/**/*.test.ts'], ...oneAtATime } },
    ],
  },
})
