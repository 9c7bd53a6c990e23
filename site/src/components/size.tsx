/** Lines added and removed, as signs and figures. */
export function LineCount({
  added,
  removed,
}: {
  added: number;
  removed: number;
}) {
  return (
    <span className="line-count">
      <span className="line-count-added">+{added}</span>
      {removed > 0 && <span className="line-count-removed"> −{removed}</span>}
    </span>
  );
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `3 h 15 min`. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && `${hours} h`, rest > 0 && `${rest} min`]
    .filter(Boolean)
    .join(' ');
}
