export const EOL = '\n';

export function tmpdir(): string {
  return '/tmp';
}

export function homedir(): string {
  return '/';
}

export function hostname(): string {
  return 'page';
}

export function platform(): string {
  return 'linux';
}

export function type(): string {
  return 'Linux';
}

export function release(): string {
  return '0';
}

/** As many as the browser says. A worker uses one of them. */
export function availableParallelism(): number {
  return navigator.hardwareConcurrency;
}

export function cpus(): { model: string }[] {
  return Array.from({ length: availableParallelism() }, () => ({
    model: 'unknown',
  }));
}
