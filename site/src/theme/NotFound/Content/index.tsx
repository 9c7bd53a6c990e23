import Link from '@docusaurus/Link';
import { useLocation } from '@docusaurus/router';
import Heading from '@theme/Heading';
import { useEffect, useState } from 'react';
import { useKit } from '../../../components/use-kit.ts';

/** Says what may have been meant, and what there is. */
export default function NotFoundContent() {
  const { chapters } = useKit();
  const { pathname } = useLocation();
  const [asked, setAsked] = useState('');
  useEffect(() => setAsked(pathname), [pathname]);

  const meant = chapters.find(({ slug, number, name }) => {
    const words = asked.toLowerCase().split(/[^a-z0-9]+/);
    return (
      words.includes(slug) ||
      words.some(
        (word) => /^\d+$/.test(word) && Number(word) === Number(number),
      ) ||
      asked.includes(name)
    );
  });

  return (
    <main className="page not-found">
      <p className="eyebrow">
        <span>404 Not Found</span>
      </p>
      <Heading as="h1">There is no page at this address</Heading>
      {meant ? (
        <p>
          Did you mean{' '}
          <Link to={`/learn/${meant.slug}`}>
            chapter {meant.number}, {meant.title}
          </Link>
          ? Addresses have no chapter number, because numbers may change. These
          are all the chapters:
        </p>
      ) : (
        <p>
          The address may be mistyped, or the page may have moved. These are the
          chapters:
        </p>
      )}
      <ul>
        {chapters.map(({ number, slug, title }) => (
          <li key={slug}>
            <Link to={`/learn/${slug}`}>
              {number} {title}
            </Link>
          </li>
        ))}
      </ul>
      <p>
        Or see <Link to="/learn">all chapters with their ideas</Link>, look for
        a word in the <Link to="/glossary">glossary</Link> or for an{' '}
        <Link to="/reference/errors">error message</Link>, or start at the{' '}
        <Link to="/">first page</Link>.
      </p>
    </main>
  );
}
