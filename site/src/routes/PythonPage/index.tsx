import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { RowsOfChapter } from '../../../kit/reference.ts';
import { ChapterRows } from '../../components/ChapterRows.tsx';

/** What one knows from Python, and what it is here. */
export default function PythonPage({ data }: { data: RowsOfChapter[] }) {
  return (
    <Layout
      title="Coming from Python"
      description="FastAPI, Flask, Pydantic, SQLAlchemy, Alembic and pytest: each idea, library and command, and what it is in Node.js."
    >
      <main className="page">
        <Heading as="h1">Coming from Python</Heading>
        <p className="lede">
          You know FastAPI or Flask. Here is what each idea, library and command
          is called in this kit. Where the two differ, the box in the chapter
          says how.
        </p>
        <ChapterRows
          chapters={data}
          headings={['In Python', 'Here']}
          anchor="coming-from-python"
          label="Find what you know"
          placeholder="Depends, alembic upgrade …"
        />
      </main>
    </Layout>
  );
}
