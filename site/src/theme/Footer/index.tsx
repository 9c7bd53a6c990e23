import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import { FileLink } from '../../components/FileLink.tsx';
import { useKit } from '../../components/use-kit.ts';

/** The way on from any page, also where the menu cannot open. */
export default function Footer() {
  const { chapters, project } = useKit();
  const first = chapters[0];
  const root = useBaseUrl('/');

  return (
    <footer className="site-footer">
      <nav aria-label="Footer">
        <div>
          <h2>Learn</h2>
          <ul>
            <li>
              <Link to="/learn/setup">Set up</Link>
            </li>
            <li>
              <Link to="/learn">All chapters</Link>
            </li>
            {first && (
              <li>
                <Link to={`/learn/${first.slug}`}>
                  Start with {first.number}
                </Link>
              </li>
            )}
            <li>
              <Link to="/review">Review</Link>
            </li>
            <li>
              <Link to="/verify">Check your own API</Link>
            </li>
            <li>
              <Link to="/teach">Teach</Link>
            </li>
            <li>
              <Link to="/grade">Grade a class</Link>
            </li>
            <li>
              <Link to="/coming-from/python">Coming from Python</Link>
            </li>
          </ul>
        </div>
        <div>
          <h2>Look up</h2>
          <ul>
            <li>
              <Link to="/concepts">Concepts</Link>
            </li>
            <li>
              <Link to="/glossary">Glossary</Link>
            </li>
            <li>
              <Link to="/reference/http">HTTP reference</Link>
            </li>
            <li>
              <Link to="/reference/errors">Error messages</Link>
            </li>
            <li>
              <Link to="/reference/kit">Commands</Link>
            </li>
            <li>
              <Link to="/reference/env">Settings</Link>
            </li>
            <li>
              <Link to="/reference/code">Exported code</Link>
            </li>
            <li>
              <Link to="/compare">Compare chapters</Link>
            </li>
            <li>
              <Link to="/matrix">What holds where</Link>
            </li>
          </ul>
        </div>
        <div>
          <h2>Take along</h2>
          <ul>
            <li>
              <a href={`${root}print`}>All lessons, to print</a>
            </li>
            <li>
              <a href={`${root}ground-up-site.zip`} download>
                The site, offline (zip)
              </a>
            </li>
            <li>
              <a href={`${root}llms.txt`}>For programs: llms.txt</a>
            </li>
          </ul>
        </div>
        <div>
          <h2>The project</h2>
          <ul>
            <li>
              <FileLink to={project.readme}>Read me</FileLink>
            </li>
            <li>
              <Link to="/contribute">Contribute</Link>
            </li>
            <li>
              <Link to="/decisions">Decisions</Link>
            </li>
            <li>
              <Link to="/accessibility">Accessibility</Link>
            </li>
          </ul>
        </div>
      </nav>
      <p>
        Every page is made from the chapters: their code, their tests, their
        recorded responses. MIT licence.
      </p>
    </footer>
  );
}
