import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { Proved, ProvedChapter } from '../../../kit/proved.ts';
import { ChapterLink, ChapterRefs } from '../../components/ChapterRefs.tsx';
import { useKit } from '../../components/use-kit.ts';
import styles from './styles.module.css';

const headings = [
  ...['Proved', 'Node.js', 'Posts are kept', 'Tests', 'Promises', 'Mutants'],
  ...['Exchanges', 'Pieces', 'Last change'],
];

/** When each chapter was last proved, and with what. */
export default function ProvedPage({
  data: { chapters, packages },
}: {
  data: Proved;
}) {
  return (
    <Layout
      title="What is proved"
      description="When the tests and proofs of each chapter last passed, with which Node.js, databases and packages."
    >
      <main className="page">
        <Heading as="h1">What is proved</Heading>
        <p className="lede">
          Whatever passes is written down with a hash of all that decides how it
          ends. This page shows what is written down of the chapters as they
          stand here: what has changed since is not proved any more.
        </p>

        <div
          className={styles.scroll}
          role="region"
          tabIndex={0}
          aria-label="What is proved, by chapter"
        >
          <table className={styles.proved}>
            <thead>
              <tr>
                <th scope="col">Chapter</th>
                {headings.map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {chapters.map((chapter) => (
                <tr key={chapter.slug}>
                  <th scope="row">
                    <ChapterLink slug={chapter.slug} />
                  </th>
                  <ProofCells chapter={chapter} />
                  <td>
                    <LastChange chapter={chapter} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>

        <p>
          Proved is a chapter whose tests pass where it stands alone, which
          keeps <Link to="/matrix">the promises</Link> of all chapters so far,
          whose lesson shows what its files hold and its server answers, and
          whose step from the chapter before is what its notes say. The day
          (UTC) is that on which the last of it passed. Exchanges are asked of
          the running API again, and pieces of code and terminal compared with
          the files and programs they come from. Mutants are broken copies of
          the chapter that its contract has to catch; <code>npm test</code>{' '}
          judges them, <code>prove</code> does not.
        </p>

        <Heading as="h2" id="packages">
          With which packages
        </Heading>
        <div
          className={styles.scroll}
          role="region"
          tabIndex={0}
          aria-label="Packages by version and chapter"
        >
          <table className={styles.proved}>
            <thead>
              <tr>
                <th scope="col">Package</th>
                <th scope="col">Version</th>
                <th scope="col">Chapters</th>
              </tr>
            </thead>
            <tbody>
              {packages.map(({ name, version, chapters }) => (
                <tr key={`${name}@${version}`}>
                  <th scope="row">{name}</th>
                  <td>{version}</td>
                  <td>
                    <ChapterRefs slugs={chapters} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </main>
    </Layout>
  );
}

function ProofCells({
  chapter: { number, proof, known, mutants, exchanges, snippets },
}: {
  chapter: ProvedChapter;
}) {
  if (!proof)
    return (
      <td colSpan={headings.length - 1} className={styles.not}>
        {known.length === 0
          ? 'Not proved on the machine that made this page: '
          : `Not proved as a whole on the machine that made this page, only this: ${known.join(', ')}. `}
        <code>npx ground-up prove {number}</code>
      </td>
    );

  return (
    <>
      <td>{proof.date}</td>
      <td>{proof.nodes.join(', ')}</td>
      <td>{proof.databases.join(', ')}</td>
      <td>{proof.tests}</td>
      <td>{proof.promises}</td>
      <td>{mutants.all === 0 ? '–' : `${mutants.caught} of ${mutants.all}`}</td>
      <td>{exchanges}</td>
      <td>{snippets}</td>
    </>
  );
}

function LastChange({
  chapter: { commit, date, isEdited },
}: {
  chapter: ProvedChapter;
}) {
  const { home } = useKit().project;
  if (!commit) return '–';
  return (
    <>
      <span className={styles.whole}>
        {date},{' '}
        {home ? (
          <Link to={`${home}/commit/${commit}`}>{commit}</Link>
        ) : (
          <code>{commit}</code>
        )}
      </span>
      {isEdited && ' and what is not committed'}
    </>
  );
}
