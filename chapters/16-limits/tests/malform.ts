const requests = [
  'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  'GET /posts?limit=1&search=%20 HTTP/1.1\r\nHost: x\r\n\r\n',
  'POST /posts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{"title":"x"}',
  'POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  'DELETE /users/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a.b.c\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nExpect: 100-continue\r\n\r\n',
];

/** Numbers from 0 to below 1, the same in each run (mulberry32). */
export function createRandom(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A request with some of its bytes changed, doubled, cut off or thrown away. */
export function malform(random: () => number) {
  const below = (end: number) => Math.floor(random() * end);
  let bytes = [...Buffer.from(requests[below(requests.length)] ?? '')];
  for (let edits = 1 + below(3); edits > 0; edits -= 1) {
    const at = below(bytes.length);
    const count = 1 + below(8);
    const any = Array.from({ length: count }, () => below(256));
    bytes = [
      () => bytes.with(at, below(256)),
      () => bytes.toSpliced(at, 0, ...any),
      () => bytes.toSpliced(at, count),
      () => bytes.toSpliced(at, 0, ...bytes.slice(at, at + count)),
      () => bytes.slice(0, at + 1),
    ][below(5)]?.() ?? [0];
  }
  return Buffer.from(bytes);
}
