import { existsSync } from 'node:fs';
import {
  findBrowser as find,
  howToGetBrowser,
} from '../../shared/bin/browser.js';

/** The program of a Chromium. Throws, with what to do, where there is none. */
export function findBrowser(): string {
  const found = find();
  if (found) return found;

  throw new Error(`No Chromium was found. ${howToGetBrowser}`);
}

/**
 * The program of a Firefox: what FIREFOX_PATH names, or where Debian keeps one; undefined where there is none. Throws, with
 * what to do, where there is none and KIT_REQUIRE_SERVICES asks for it.
 */
export function findFirefox(): string | undefined {
  const found = [
    process.env.FIREFOX_PATH,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
  ].find((path) => path && existsSync(path));
  const required = (process.env.KIT_REQUIRE_SERVICES ?? '').split(',');
  if (!found && (required.includes('1') || required.includes('firefox')))
    throw new Error(noFirefox);

  return found;
}

export const noFirefox =
  'No Firefox was found. Install firefox-esr, or name its program in FIREFOX_PATH.';
