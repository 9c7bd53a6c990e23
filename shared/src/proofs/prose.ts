import { breakIt } from './break-it.ts';
import { browser } from './browser.ts';
import { consoles } from './consoles.ts';
import { exchanges } from './exchanges.ts';
import { fences, markup } from './fences.ts';
import { generated } from './generated.ts';
import { links } from './links.ts';
import { eachChapter } from './proof.ts';
import { shown } from './shown.ts';

export const prose = eachChapter(
  'prose',
  'Code blocks stand in their files, exchanges are what the chapter answers now, links and anchors resolve.',
  fences,
  markup,
  breakIt,
  generated,
  exchanges,
  browser,
  shown,
  links,
  consoles,
);
