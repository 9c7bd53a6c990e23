import Heading from '@theme/Heading';
import { type Inline as Piece, textOfInline } from '../../kit/inline-text.ts';
import { anchorOfRow } from '../../kit/anchors.ts';
import type { RowsOfChapter } from '../../kit/reference.ts';
import { ChapterLink } from './ChapterRefs.tsx';
import styles from './ChapterRows.module.css';
import { Filter, useFilter } from './Filter.tsx';
import { Inline } from './Inline.tsx';

interface Row {
  /** Its anchor: `login-3`. */
  id: string;
  slug: string;
  cells: Piece[][];
}

/** Tables of lessons, one for each chapter, with a box that leaves the rows which have the typed words. */
export function ChapterRows({
  chapters,
  headings,
  anchor,
  label,
  placeholder,
}: {
  chapters: RowsOfChapter[];
  headings: string[];
  /** Where in the lesson the table stands. */
  anchor: string;
  label: string;
  placeholder: string;
}) {
  const all = chapters.flatMap(({ slug, rows }) =>
    rows.map((cells, index) => ({ id: anchorOfRow(slug, index), slug, cells })),
  );
  const { found, box } = useFilter(all, textOfRow);

  return (
    <>
      <Filter {...box} label={label} placeholder={placeholder} />
      <div className="markdown">
        {chapters
          .map(({ slug }) => ({
            slug,
            rows: found.filter((row) => row.slug === slug),
          }))
          .filter(({ rows }) => rows.length > 0)
          .map(({ slug, rows }) => (
            <section key={slug} className={styles.chapter}>
              <Heading as="h2" id={slug}>
                <ChapterLink slug={slug} anchor={anchor} />
              </Heading>
              <table role="table">
                <thead>
                  <tr role="row">
                    {headings.map((heading) => (
                      <th key={heading} role="columnheader" scope="col">
                        {heading}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ id, cells }) => (
                    <tr key={id} id={id} role="row">
                      {cells.map((cell, index) => (
                        <td
                          key={index}
                          role="cell"
                          data-label={headings[index]}
                        >
                          <Inline pieces={cell} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          ))}
      </div>
    </>
  );
}

function textOfRow({ cells }: Row): string {
  return cells.map(textOfInline).join(' ');
}
