/** A counter on one line of the terminal; a single line where there is no terminal. */
export function showProgress(what: string) {
  const isTerminal = process.stdout.isTTY;

  return (done: number, all: number): void => {
    if (!isTerminal && done === 1) console.log(`${what}: ${all} …`);
    if (!isTerminal) return;
    process.stdout.write(`\r${what}: ${done} of ${all}`);
    if (done === all) process.stdout.write('\n');
  };
}
