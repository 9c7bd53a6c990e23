import type { Token } from '../../kit/types.ts';

/** A line of code in colour. */
export function Tokens({ tokens }: { tokens: Token[] }) {
  return tokens.map((token, index) =>
    typeof token === 'string' ? (
      token
    ) : (
      <span key={index} className={`code-${token[0]}`}>
        {token[1]}
      </span>
    ),
  );
}
