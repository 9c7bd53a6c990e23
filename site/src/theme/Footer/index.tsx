import Link from '@docusaurus/Link';
import { FileLink } from '../../components/FileLink.tsx';
import { useKit } from '../../components/use-kit.ts';

/** The way on from any page, also where the menu cannot open. */
export default function Footer() {
  const { chapters, project } = useKit();
  const first = chapters[0];

  return (
    <footer className="site-footer">
      <nav aria-label="Footer">
        <Link to="/">Ground Up</Link>
        <Link to="/learn">All chapters</Link>
        {first && (
          <Link to={`/learn/${first.slug}`}>Start with {first.number}</Link>
        )}
        <FileLink to={project.readme}>Read me</FileLink>
        <FileLink to={project.contributing}>Contribute</FileLink>
      </nav>
      <p>
        Every page is made from the chapters: their code, their tests, their
        recorded responses. MIT licence.
      </p>
    </footer>
  );
}
