/** The browser's `fetch`, for files of the runtime. What a chapter finds under this name reaches the chapter alone. */
export const originalFetch = globalThis.fetch.bind(globalThis);
