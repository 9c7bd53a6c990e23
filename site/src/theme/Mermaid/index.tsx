import { useEffect, useRef, useState } from 'react';
import MermaidDiagram from '@theme-original/Mermaid';

const name = 'Diagram of the idea, told in words below';

/** Draws a diagram when it comes near the window, so that a page does not load the drawing library before it is read. */
export default function LazyMermaid({ value }: { value: string }) {
  const ref = useRef<HTMLElement>(null);
  const [isNear, setNear] = useState(false);

  useEffect(() => {
    if (!ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: '600px' },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);

  return (
    <figure className="diagram" ref={ref}>
      {isNear && <MermaidDiagram value={withName(value)} />}
      <noscript>
        <p>Drawing this diagram needs JavaScript. The text below says the same.</p>
      </noscript>
    </figure>
  );
}

/** The diagram with a name for those who cannot see it. */
function withName(value: string): string {
  if (value.includes('accTitle')) return value;
  return value.replace('\n', `\n  accTitle: ${name}\n`);
}
