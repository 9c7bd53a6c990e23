/**
 * Threads beside the worker, for files of the runtime. The page starts them: where a worker started one itself, Firefox let
 * that worker wait for seconds.
 */
export const threads = {
  /** Starts a worker that calls `serve` of the module at `address` with the other end of the port; ends with this worker. */
  start: (address: string): MessagePort => {
    throw new Error(`There is no page to start ${address}.`);
  },
};
