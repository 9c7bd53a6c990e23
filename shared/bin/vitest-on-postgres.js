import { parseCLI, startVitest } from 'vitest/node';

// Vitest with the arguments of its command line; tests get the server's address by `inject('databaseUrl')`.
const { filter, options } = parseCLI(['vitest', ...process.argv.slice(2)]);
const vitest = await startVitest('test', filter, {
  ...options,
  provide: { databaseUrl: process.env.GROUND_UP_POSTGRES },
});
if (!vitest.shouldKeepServer()) await vitest.exit();
