/**
 * Prints what the site shows as JSON. A program of its own, because it runs the kit's modules as they are; the
 * site's configuration, which its tool loads in another way, starts it. REPOSITORY_URL or, in a GitHub workflow,
 * GITHUB_REPOSITORY says where the repository is.
 */
import { openKit } from '../../shared/src/kit.ts';
import { deriveSite } from './site.ts';

const { REPOSITORY_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
const hosted = GITHUB_REPOSITORY
  ? `${GITHUB_SERVER_URL ?? 'https://github.com'}/${GITHUB_REPOSITORY}`
  : null;
const repository = REPOSITORY_URL?.replace(/\/$/, '') || hosted;

try {
  process.stdout.write(JSON.stringify(deriveSite(openKit(), repository)));
} catch (error) {
  const { name, message, stack } = error as Error;
  console.error(name === 'UserError' ? message : stack);
  process.exitCode = 1;
}
