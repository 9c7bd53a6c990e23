import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './find-browser.ts';
import { serveSite } from './serve.ts';
import { baseUrl, build, longest } from './setup.ts';

/** The pages that Lighthouse looks at: the landing page, the longest lesson and its diff. */
export const audited = [
  '/',
  `/learn/${longest.slug}`,
  `/learn/${longest.slug}/diff`,
];

export interface Audits {
  /** Gives the scores of 100 in `categories`, on a telephone, the audits that did not pass, and what Lighthouse says of the run. */
  audit(
    path: string,
    categories: string[],
  ): Promise<{
    scores: Record<string, number>;
    failed: string[];
    warnings: string[];
  }>;
  close(): Promise<void>;
}

/** Serves the built site, compressed, and opens a browser for Lighthouse. */
export async function openLighthouse(): Promise<Audits> {
  const port = await freePort();
  const { url, server } = await serveSite(build, baseUrl);
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      `--remote-debugging-port=${port}`,
    ],
  });

  return {
    audit: async (path, onlyCategories) => {
      // Modules that cannot be required.
      const { default: lighthouse } = await import('lighthouse');
      const { default: Accessibility } =
        await import('lighthouse/core/gather/gatherers/accessibility.js');
      /** Takes its time: a diff has thousands of elements, and Lighthouse gives up after a minute. */
      class PatientAccessibility extends Accessibility {
        override getArtifact(
          context: Parameters<typeof Accessibility.prototype.getArtifact>[0],
        ) {
          context.driver.defaultSession.setNextProtocolTimeout(600_000);
          return super.getArtifact(context);
        }
      }
      const run = await lighthouse(
        url + path,
        { port, logLevel: 'error', onlyCategories },
        {
          extends: 'lighthouse:default',
          artifacts: [
            {
              id: 'Accessibility',
              gatherer: PatientAccessibility,
            },
          ],
        },
      );
      assert.ok(run);
      const { categories, audits, runWarnings } = run.lhr;
      const scores = onlyCategories.map((name) => [
        name,
        Math.round((categories[name]?.score ?? 0) * 100),
      ]);
      const failed = Object.values(audits)
        .filter(({ score }) => score !== null && score < 0.9)
        .map(({ id, displayValue = '' }) => `${id} ${displayValue}`.trim());
      return {
        scores: Object.fromEntries(scores),
        failed,
        warnings: runWarnings,
      };
    },
    close: () => closeAll(browser, server),
  };
}

async function closeAll(browser: Browser, server: Server) {
  await browser.close();
  server.close();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
