import { vi } from 'vitest';
import { test as base } from './fixtures.ts';

/** A clock that stands still until a test moves it. The real one is back before the next test. */
export const test = base.extend('clock', async ({}, { onCleanup }) => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-28T12:00:00Z') });
  onCleanup(() => void vi.useRealTimers());

  return {
    forward: (seconds: number) =>
      void vi.setSystemTime(Date.now() + seconds * 1000),
  };
});
