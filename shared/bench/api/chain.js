import { median } from './median.js';
import { alternate, us } from './ratios.js';
import { startExpress } from './servers.js';

/** The CPU time that the chapter's middleware takes for a request that needs no database and shows no token. */
export async function chain({ name }, server) {
  const express = await startExpress();
  try {
    const [costs, bare] = await alternate([server, express], { path: '/' });
    const more = costs.map((cost, turn) => cost - bare[turn]);
    console.log(
      `${name}, GET /: ${Math.round(median(more))} µs of CPU more than Express with one route (${us(costs)} against ${us(bare)}; at most 100)`,
    );
  } finally {
    await express.stop();
  }
}
