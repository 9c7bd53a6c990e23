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
