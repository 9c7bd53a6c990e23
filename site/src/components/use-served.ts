import { useState, useSyncExternalStore } from 'react';

/** Content for an element that keeps what came with the page: React leaves it as it finds it. */
export const asServed = {
  suppressHydrationWarning: true,
  dangerouslySetInnerHTML: { __html: '' },
};

/**
 * Whether the component came with the page and not later. What it shows can then stay `asServed`: thousands of lines of
 * code that nothing changes need not be made a second time, which on a telephone takes a second.
 */
export function useServed(): boolean {
  const isHydrating = useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => typeof window !== 'undefined', // the server itself makes it
  );
  return useState(isHydrating)[0];
}

function subscribeToNothing() {
  return () => {};
}
