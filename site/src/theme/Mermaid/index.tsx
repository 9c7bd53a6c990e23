import ErrorBoundary from '@docusaurus/ErrorBoundary';
import {
  ErrorBoundaryErrorMessageFallback,
  useColorMode,
} from '@docusaurus/theme-common';
import {
  MermaidContainerClassName,
  useMermaidRenderResult,
} from '@docusaurus/theme-mermaid/client';
import type { MermaidConfig } from 'mermaid';
import { type RefObject, useEffect, useRef, useState } from 'react';

const name = 'Diagram of the idea, told in words below';

/** Smaller than this, a diagram's text is hard to read. */
const smallest = 0.8;

/** The site's colours, as css/site.css has them: the drawing library cannot read custom properties. */
const configs = {
  light: inColours('#edf3f0', '#8fa69b', '#14201b', '#4d5c55', '#fafbfa'),
  dark: inColours('#1a2420', '#5d766b', '#e4ebe7', '#a6b5ad', '#111815'),
};

/** Draws a diagram when it comes near the window, so that a page does not load the drawing library before it is read. */
export default function LazyMermaid({ value }: { value: string }) {
  const ref = useRef<HTMLElement>(null);
  const isNear = useIsNear(ref);

  return (
    <figure className="diagram" ref={ref}>
      {isNear && (
        <ErrorBoundary
          fallback={(params) => (
            <ErrorBoundaryErrorMessageFallback {...params} />
          )}
        >
          <Diagram value={value} room={ref.current?.clientWidth ?? 0} />
        </ErrorBoundary>
      )}
      <noscript>
        <p>
          Drawing this diagram needs JavaScript. The text below says the same.
        </p>
      </noscript>
    </figure>
  );
}

/** A flowchart that would be too wide for its room when it runs from left to right runs from top to bottom. */
function Diagram({ value, room }: { value: string; room: number }) {
  const [isUpright, setUpright] = useState(false);
  const text = withName(
    isUpright ? value.replace(/^(\s*\w+) LR/, '$1 TB') : value,
  );
  const { colorMode } = useColorMode();
  const result = useMermaidRenderResult({ text, config: configs[colorMode] });

  const width = Number(/viewBox="\S+ \S+ (\S+)/.exec(result?.svg ?? '')?.[1]);
  const isTooWide = width * smallest > room;
  useEffect(() => {
    if (isTooWide) setUpright(true);
  }, [isTooWide]);

  if (!result || (isTooWide && !isUpright)) return null;
  return (
    <div
      className={MermaidContainerClassName}
      dangerouslySetInnerHTML={{ __html: result.svg }}
    />
  );
}

function inColours(
  surface: string,
  border: string,
  ink: string,
  line: string,
  paper: string,
): MermaidConfig {
  return {
    startOnLoad: false,
    theme: 'base',
    fontFamily: 'inherit',
    themeVariables: {
      fontFamily: 'inherit',
      background: paper,
      primaryColor: surface,
      primaryBorderColor: border,
      primaryTextColor: ink,
      lineColor: line,
      textColor: ink,
      edgeLabelBackground: paper,
      clusterBkg: paper,
      clusterBorder: border,
      titleColor: ink,
    },
  };
}

function useIsNear(ref: RefObject<HTMLElement | null>): boolean {
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
  }, [ref]);

  return isNear;
}

/** The diagram with a name for those who cannot see it. */
function withName(value: string): string {
  if (value.includes('accTitle')) return value;
  return value.replace('\n', `\n  accTitle: ${name}\n`);
}
