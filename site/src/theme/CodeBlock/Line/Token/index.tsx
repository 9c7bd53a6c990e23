import type { Props } from '@theme/CodeBlock/Line/Token';

/** A word of code. Without a colour of its own it needs no element: nearly every second one in a lesson. */
export default function CodeBlockLineToken({ token, line, ...props }: Props) {
  return props.style ? <span {...props} /> : props.children;
}
