import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Audits, audited, openLighthouse } from './lighthouse.ts';

let lighthouse: Audits;

before(async () => {
  lighthouse = await openLighthouse();
});

after(() => lighthouse?.close());

// Performance is a measurement, and no test: npm run bench prints it.
for (const path of audited) {
  test(`Lighthouse finds nothing to mend on ${path}, on a telephone`, async () => {
    const categories = ['accessibility', 'best-practices', 'seo'];

    const { scores, failed } = await lighthouse.audit(path, categories);

    assert.deepEqual(
      scores,
      { accessibility: 100, 'best-practices': 100, seo: 100 },
      failed.join('\n'),
    );
  });
}
