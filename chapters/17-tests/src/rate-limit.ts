import type { RequestHandler } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { networkOf } from './auth/network.ts';
import { refuse } from './auth/throttle.ts';
import type { Settings } from './settings.ts';

const duration = 60;
const mostNewcomers = 10_000;
const unlimited = /^\/health\/(live|ready)\/?$/i;

/** Refuses a client with a 429 that has sent `rateLimit` requests within a minute. Health is never limited. */
export function limitRate({ rateLimit }: Settings): RequestHandler {
  const count = createCounter(rateLimit);

  return async (req, res, next) => {
    if (!unlimited.test(req.path)) await count(req.ip ?? 'unknown');
    next();
  };
}

/** Counts requests by network. So many networks have a counter of their own; who comes after them in a minute shares one. */
export function createCounter(points: number) {
  const perClient = new RateLimiterMemory({ points, duration });
  const newcomers = new RateLimiterMemory({ points: mostNewcomers, duration });

  async function keyOf(network: string) {
    if (await perClient.get(network)) return network;

    return newcomers.consume('all').then(
      () => network,
      () => 'newcomers',
    );
  }

  return async function count(address: string) {
    const key = await keyOf(networkOf(address));
    await perClient.consume(key).catch(refuse);
  };
}
