import { PageMetadata } from '@docusaurus/theme-common';
import Layout from '@theme/Layout';
import MDXContent from '@theme/MDXContent';
import type { Props } from '@theme/MDXPage';

/** A text of the repository as a page, in the same column and with the same type as every other. */
export default function MDXPage({ content: Content }: Props) {
  const { title, description } = Content.metadata;

  return (
    <Layout>
      <PageMetadata title={title} description={description} />
      <main className="page">
        <article className="markdown">
          <MDXContent>
            <Content />
          </MDXContent>
        </article>
      </main>
    </Layout>
  );
}
