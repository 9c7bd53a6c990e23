import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { RowsOfChapter } from '../../../kit/reference.ts';
import { ChapterRows } from '../../components/ChapterRows.tsx';

/** Every error that a lesson knows, with its cause and what to do. */
export default function ErrorsPage({ data }: { data: RowsOfChapter[] }) {
  const total = data.reduce((sum, { rows }) => sum + rows.length, 0);

  return (
    <Layout
      title="Error messages"
      description={`${total} error messages of Node.js, Express, Sequelize, SQLite and PostgreSQL, with their cause and what to do.`}
    >
      <main className="page">
        <Heading as="h1">Error messages</Heading>
        <p className="lede">
          {total} things you may see while you build, why, and what to do. The
          chapters tell more.
        </p>
        <ChapterRows
          chapters={data}
          headings={['What you see', 'Why', 'What to do']}
          anchor="common-errors"
          label="Find a message"
          placeholder="EADDRINUSE, constraint failed …"
        />
      </main>
    </Layout>
  );
}
