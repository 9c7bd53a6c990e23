/** A text; what stands in backticks is code. */
export function CodeText({ text }: { text: string }) {
  return text
    .split('`')
    .map((part, index) =>
      index % 2 === 0 ? part : <code key={index}>{part}</code>,
    );
}
