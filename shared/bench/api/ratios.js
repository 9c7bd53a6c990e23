import { create, load, send } from './load.js';
import { median } from './median.js';
import { startFloor } from './servers.js';

const turns = 40;
const requests = 250;

/**
 * The CPU time that a request costs the chapter, as a ratio to what it costs the floor (floor.js), which answers the same
 * from the same table. Both are asked alternately, some hundred requests at a time: what else the machine does then meets both.
 */
export async function ratios({ number, name }, server, schema, goals) {
  const list = { path: number < '09' ? '/posts' : '/posts?limit=20' };
  const floor = await startFloor(schema.url);
  const servers = [server, floor];
  try {
    await sameAnswer(servers, list);
    await compare(`${name}, GET ${list.path}`, servers, list, goals.list);
    await compare(`${name}, POST /posts`, servers, create, goals.create);
  } finally {
    await floor.stop();
  }
}

/** Says what a request costs the first of two servers as a ratio to what it costs the floor. */
export async function compare(what, servers, request, goal) {
  const [costs, floors] = await alternate(servers, request);
  const ratio = median(costs.map((cost, turn) => cost / floors[turn]));
  const limit = goal === undefined ? '' : `; at most ${goal}`;
  console.log(
    `${what}: ${ratio.toFixed(2)} × the floor (${us(costs)} against ${us(floors)} of CPU${limit})`,
  );
}

/** Throws unless both servers answer a request in the same words. */
export async function sameAnswer(servers, request) {
  const [one, other] = await Promise.all(
    servers.map(async ({ url }) => {
      const { text, headers } = await send(url, request);
      const { link, 'x-total-count': total, 'content-type': type } = headers;
      return JSON.stringify([type, total, link, text]);
    }),
  );
  if (one !== other) throw new Error(`Not the same:\n${one}\n${other}`);
}

/** For each server the µs of CPU for a request, in each turn. */
export async function alternate(servers, request) {
  const costs = servers.map(() => []);
  for (const { url } of servers) await load(url, [request], 3000); // warm up
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [index, { url, ask }] of servers.entries()) {
      const before = await ask('cpu');
      await load(url, [request], requests);
      costs[index].push(((await ask('cpu')) - before) / requests);
    }
  }
  return costs;
}

/** Their median, as a text. */
export function us(costs) {
  return `${Math.round(median(costs))} µs`;
}
