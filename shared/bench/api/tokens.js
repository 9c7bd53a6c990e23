import { randomBytes, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importTypeScript } from '../../bin/import-typescript.js';
import { median } from './median.js';

const turns = 21;

/** The CPU time for reading one token as the chapter does, and for the same with a text in place of the KeyObject. */
export async function tokens({ name, dir }) {
  const file = join(dir, 'src', 'auth', 'tokens.ts');
  const { createTokens } = await importTypeScript(pathToFileURL(file).href);
  const jwt = createRequire(file)('jsonwebtoken');
  const jwtSecret = randomBytes(32).toString('base64url');
  const { issue, read } = createTokens({ jwtSecret, tokenSeconds: 900 });
  const { access_token: token } = issue(randomUUID());

  const ours = costOf(1000, () => read(token));
  const text = costOf(100, () => jwt.verify(token, jwtSecret));
  console.log(
    `${name}: reading a token takes ${ours.toFixed(1)} µs of CPU (at most 20), and ${text.toFixed(0)} µs with a text for a key`,
  );
}

/** The median of the µs of CPU for one call, in turns of `count` calls. */
function costOf(count, call) {
  const costs = Array.from({ length: turns }, () => {
    const start = process.cpuUsage();
    for (let calls = 0; calls < count; calls += 1) call();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / count;
  });
  return median(costs);
}
