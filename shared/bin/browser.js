import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export const howToGetBrowser =
  'Install Chromium, or name its program in CHROMIUM_PATH.';

/** The program of a Chromium: what CHROMIUM_PATH names, or where systems keep one; undefined where there is none. */
export function findBrowser() {
  return [process.env.CHROMIUM_PATH, ...places].find(
    (path) => path && existsSync(path),
  );
}
