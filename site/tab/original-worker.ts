/** The browser's `Worker`, for files of the runtime: a chapter finds none. */
export const OriginalWorker = globalThis.Worker;
