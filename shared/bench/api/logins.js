import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './load.js';
import { median } from './median.js';

const tries = 40;
const crowd = 200;
const probes = 500;
const user = { email: 'carol@example.com', password: 'correct horse battery' };

/**
 * How long a login takes that fails, with an address that is there and with one that is not; and what a crowd of logins
 * does to those who ask for something else. The requests come from many addresses of this machine, because one address
 * is refused after a few tries: that takes Linux, where all of 127.0.0.0/8 is there.
 */
export async function logins({ name }, { url }) {
  const body = JSON.stringify({ name: 'Carol', ...user });
  await send(url, { method: 'POST', path: '/users', status: 201, body });

  const [unknown, wrong] = await interleaved(url);
  const apart = Math.abs(median(unknown) / median(wrong) - 1) * 100;
  console.log(
    `${name}: an unknown address takes ${ms(median(unknown))}, a wrong password ${ms(median(wrong))}: ${apart.toFixed(1)} % apart (at most 15)`,
  );

  const idle = await askHealth(url);
  const all = Array.from({ length: crowd }, (_, index) =>
    logIn(url, `crowd${index}@example.com`, `127.0.1.${1 + (index % 20)}`),
  );
  await sleep(200); // until all of them have arrived
  const busy = await askHealth(url);
  const ratio = (high(busy) / high(idle)).toFixed(1);
  console.log(
    `${name}: GET /health/live during ${crowd} logins: 99 % within ${ms(high(busy))}, ${ratio} × the ${ms(high(idle))} of an idle server (at most 5)`,
  );
  void Promise.allSettled(all); // nobody waits for them: the server ends first
}

/** The milliseconds of tries in turn, the first of each pair with an address that nobody has. */
async function interleaved(url) {
  const times = [[], []];
  for (let index = 0; index < tries; index += 1) {
    const from = `127.0.0.${2 + Math.floor(index / 4)}`;
    for (const [which, email] of [
      `no${index}@example.com`,
      user.email,
    ].entries()) {
      const start = performance.now();
      await logIn(url, email, from);
      times[which].push(performance.now() - start);
    }
  }
  return times;
}

function logIn(url, email, from) {
  const body = JSON.stringify({ email, password: 'incorrect horse battery' });
  const path = '/auth/login';
  return send(url, { method: 'POST', path, status: 401, body, from });
}

/** The milliseconds of requests one after the other. */
async function askHealth(url) {
  const agent = new Agent({ keepAlive: true });
  const times = [];
  for (let count = 0; count < probes; count += 1) {
    const start = performance.now();
    await new Promise((resolve, reject) => {
      get(`${url}/health/live`, { agent }, (res) => {
        res.resume();
        res.on('end', resolve);
      }).on('error', reject);
    });
    times.push(performance.now() - start);
    await sleep(10);
  }
  agent.destroy();
  return times;
}

/** What 99 of a hundred stay below. */
function high(times) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(times.length * 0.99)];
}

function ms(time) {
  return `${time.toFixed(1)} ms`;
}
