import { onTestFinished, vi } from 'vitest';

/** What the command prints from now on, as one text. */
export function listen() {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  return () => log.mock.calls.flat().join('\n');
}
