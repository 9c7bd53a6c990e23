/** What body-parser asks of iconv-lite, from the browser's own decoder. */
export function encodingExists(name: string): boolean {
  try {
    return new TextDecoder(name) !== undefined;
  } catch {
    return false;
  }
}

export function decode(bytes: Uint8Array, name: string): string {
  return new TextDecoder(name).decode(bytes);
}

export function getDecoder(name: string) {
  const decoder = new TextDecoder(name);
  return {
    write: (bytes: Uint8Array) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}
