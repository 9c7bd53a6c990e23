import Link from '@docusaurus/Link';
import type { Verified } from '../../../kit/types.ts';
import { count } from '../size.tsx';
import { useKit } from '../use-kit.ts';

/** What the proofs compare of this lesson, and the commit they last did it for. */
export function VerifiedLine({
  'data-verified': verified,
}: {
  'data-verified': string;
}) {
  const { snippets, exchanges, questions, answers, nodes, commit, date } =
    JSON.parse(verified) as Verified;
  const versions = `${nodes.slice(0, -1).join(', ')} and ${nodes.at(-1)}`;
  const { home } = useKit().project;

  return (
    <p className="kit-verified">
      Checked with every change
      {nodes.length > 1 && ` on Node.js ${versions}`}:{' '}
      {count(snippets, 'piece')} of code and terminal against the files and
      programs they come from, {count(exchanges, 'exchange')} against the
      running API, {count(questions, 'question')} with a reason for each of
      their {answers} answers.
      {commit && (
        <>
          {' '}
          Last change:{' '}
          {home ? (
            <Link to={`${home}/commit/${commit}`}>{commit}</Link>
          ) : (
            <code>{commit}</code>
          )}
          , {date}.
        </>
      )}
    </p>
  );
}
