import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { tooManyRequests } from '../error-types.ts';
import { networkOf } from './network.ts';

const duration = 15 * 60;
const week = 7 * 24 * 60 * 60;

export type Throttle = ReturnType<typeof createThrottle>;

/**
 * Counts tries to log in before they are made, and takes back those that succeed. Whoever tries too often is refused with
 * a 429 for a while. An address that the owner has logged in from stays open, whatever others do to the account.
 */
export function createThrottle() {
  const perPair = new RateLimiterMemory({ points: 5, duration });
  const perAddress = new RateLimiterMemory({ points: 50, duration });
  const perAccount = new RateLimiterMemory({ points: 100, duration });
  const known = new RateLimiterMemory({ points: 1, duration: week });

  return async function begin(account: string, address: string) {
    const network = networkOf(address);
    const pair = `${account} ${network}`;
    const counted = [
      [perAddress, network],
      [perPair, pair],
      ...((await known.get(pair)) ? [] : [[perAccount, account] as const]),
    ] as const;
    for (const [limiter, key] of counted)
      await limiter.consume(key).catch(refuse);

    return {
      async succeed() {
        await known.set(pair, 1, week);
        for (const [limiter, key] of counted) await limiter.reward(key);
        await perPair.delete(pair);
      },
    };
  };
}

/** Makes a 429 of what a limiter refuses with. */
export function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  throw tooManyRequests(Math.ceil(reason.msBeforeNext / 1000));
}
