import { create, load } from './load.js';

const step = 20_000;

/** Requests of all kinds, right and wrong. */
const requests = [
  { path: '/posts?limit=20' },
  { path: '/posts?limit=20&page=7&search=title&sort=-title' },
  { path: '/posts/1' },
  create,
  { path: '/posts/1000000', status: 404 },
  { path: '/posts?limit=0', status: 422 },
  { ...create, body: '{', status: 400 },
];

/** What the server keeps once garbage is gone, while it answers 100,000 requests. The first of them fill its caches. */
export async function memory({ name }, { url, ask }) {
  const heaps = [];
  for (let sent = 0; sent < 100_000; sent += step) {
    await load(url, requests, step);
    heaps.push((await ask('heap')) / 2 ** 20);
  }

  const growth = heaps.at(-1) - heaps[0];
  console.log(
    `${name}: ${growth.toFixed(1)} MB more after 100,000 requests than after 20,000 (${heaps.map((heap) => heap.toFixed(1)).join(', ')}; at most 1)`,
  );
}
