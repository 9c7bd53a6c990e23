import type { CSSProperties } from 'react';
import type { Block, DiffFile, Line } from '../../../kit/types.ts';
import { CodeText } from '../../components/CodeText.tsx';
import { count, LineCount } from '../../components/size.tsx';
import { Tokens } from '../../components/Tokens.tsx';
import { asServed, useServed } from '../../components/use-served.ts';
import styles from './styles.module.css';

const statusNames = { added: 'new file', removed: 'removed', modified: '' };

/** A file's changed lines, each hunk beside its note; the lines that stay are folded. */
export function DiffFileView({
  file: { path, anchor, status, added, removed, blocks },
  isFirst,
}: {
  file: DiffFile;
  /** There is no chapter before: everything is new. */
  isFirst: boolean;
}) {
  const hasNotes = blocks.some(({ note }) => note);

  return (
    <section className={styles.file} aria-labelledby={anchor}>
      <header>
        <h2 id={anchor}>{path}</h2>
        {!isFirst && statusNames[status] && (
          <span className={styles.status}>{statusNames[status]}</span>
        )}
        <LineCount added={added} removed={removed} />
      </header>
      <div className={hasNotes ? styles.withNotes : styles.blocks}>
        {blocks.map((block, index) => (
          <BlockView key={index} block={block} path={path} />
        ))}
      </div>
    </section>
  );
}

function BlockView({ block, path }: { block: Block; path: string }) {
  const { kind, note, lines } = block;
  const code = <CodeLines lines={lines} label={describe(block, path)} />;

  if (kind === 'folded') {
    return (
      <details className={styles.folded}>
        <summary>
          {lines.length === 1
            ? '1 line stays as it is'
            : `${lines.length} lines stay as they are`}
        </summary>
        {code}
      </details>
    );
  }

  return (
    <div className={styles.block}>
      {note && (
        <p className={styles.note}>
          <CodeText text={note} />
        </p>
      )}
      {code}
    </div>
  );
}

function CodeLines({ lines, label }: { lines: Line[]; label: string }) {
  return (
    <div
      className={styles.code}
      style={{ '--lines': lines.length } as CSSProperties}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table>
        {useServed() ? (
          <tbody {...asServed} />
        ) : (
          <tbody>
            {lines.map((line, index) => (
              <Row key={index} line={line} />
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

function Row({ line: { sign, before, after, tokens } }: { line: Line }) {
  return (
    <tr className={rowClass(sign)}>
      <td className={styles.number}>{before}</td>
      <td className={styles.number}>{after}</td>
      <td className={styles.sign}>{sign === '-' ? '−' : sign.trim()}</td>
      <td className={styles.text}>
        <Tokens tokens={tokens} />
      </td>
    </tr>
  );
}

function rowClass(sign: Line['sign']): string | undefined {
  return { '+': styles.added, '-': styles.removed, ' ': undefined }[sign];
}

function describe({ kind, lines }: Block, path: string): string {
  const first = lines[0];
  const line = first?.after ?? first?.before ?? 1;

  return kind === 'hunk'
    ? `${path}, change at line ${line}`
    : `${path}, ${count(lines.length, 'unchanged line')} from ${line}`;
}
