import { lazy, Suspense } from 'react';

/** Its code comes when it is needed: this page has it, lessons do not. */
const Reader = lazy(() => import('./Reader.tsx'));

/** A place for a token: what it says, and whether its signature is right. */
export function TokenReader() {
  return (
    <>
      <p className="without-js">
        Decoding a token here needs JavaScript. In a terminal:{' '}
        <code>
          node -p &quot;Buffer.from(process.argv[1].split(&apos;.&apos;)[1],
          &apos;base64url&apos;).toString()&quot; TOKEN
        </code>
      </p>
      <div className="needs-js">
        <Suspense fallback={<p>Loading …</p>}>
          <Reader />
        </Suspense>
      </div>
    </>
  );
}
