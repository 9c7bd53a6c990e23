export function setTimeout<Value>(ms = 0, value?: Value) {
  return new Promise<Value | undefined>((resolve) => {
    globalThis.setTimeout(() => resolve(value), ms);
  });
}

export function setImmediate<Value>(value?: Value) {
  return new Promise<Value | undefined>((resolve) => {
    globalThis.setImmediate(() => resolve(value));
  });
}
