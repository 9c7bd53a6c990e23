import type { Box } from './state.ts';

/** Days until a question in a box comes up again: Leitner's boxes. */
const days = [0, 1, 3, 7, 16, 35];

/** Where a question goes when it was answered: one box up when right, back to the first when wrong. */
export function nextBox(
  known: Box | undefined,
  isRight: boolean,
  now: Date,
): Box {
  const box = isRight ? Math.min((known?.box ?? 0) + 1, 5) : 1;
  const due = new Date(now);
  due.setDate(due.getDate() + (isRight ? (days[box] ?? 1) : 0));
  return { box, due: due.toISOString(), at: now.toISOString() };
}

/** Whether a question is to be asked: it was never reviewed, or its time has come. */
export function isDue(known: Box | undefined, now: Date): boolean {
  return !known || Date.parse(known.due) <= now.getTime();
}
