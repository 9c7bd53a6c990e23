import { defineConfig, mergeConfig } from 'vitest/config';
import config from '../vitest.config.ts';

/** Run as processes of their own, where nobody counts. */
const programs = 'src/{explain,migrate,seed,server}.ts';

export default mergeConfig(
  config,
  defineConfig({
    test: {
      coverage: {
        enabled: true,
        include: ['src/**/*.ts'],
        exclude: [programs],
        reporter: ['text-summary', 'html'],
        thresholds: { lines: 97, functions: 97, branches: 91 },
      },
    },
  }),
);
