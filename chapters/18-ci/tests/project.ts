import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The folder of the project, where package.json stands. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** A file's text; empty where there is no such file. */
export function readProject(path: string) {
  const file = new URL(`../${path}`, import.meta.url);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

interface Step {
  name?: string;
  uses?: string;
  if?: string;
  run?: string;
  env?: Record<string, string>;
}

export interface Job {
  needs?: string | string[];
  if?: string;
  environment?: string;
  permissions?: Record<string, string>;
  concurrency?: { group?: string; 'cancel-in-progress'?: boolean };
  'timeout-minutes'?: number;
  strategy?: { matrix: Record<string, (string | number)[]> };
  services?: Record<string, { options?: string }>;
  env?: Record<string, string>;
  steps: Step[];
}

interface Workflow {
  on?: object;
  permissions?: Record<string, string>;
  concurrency?: { group: string };
  jobs: Record<string, Job>;
}

/** `.github/workflows/ci.yml`; without jobs where there is none. */
export function readWorkflow() {
  const text = readProject('.github/workflows/ci.yml');
  return (parse(text) ?? { jobs: {} }) as Workflow;
}

interface Service {
  image?: string;
  build?: unknown;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
  ports?: string[];
  volumes?: string[];
}

/** The services of `compose.yaml`; none where there is no such file. */
export function readServices() {
  const compose = (parse(readProject('compose.yaml')) ?? {}) as {
    services?: Record<string, Service>;
  };
  return compose.services ?? {};
}
