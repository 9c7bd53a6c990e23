import { usePluginData } from '@docusaurus/useGlobalData';
import type { ChapterSummary, Site } from '../../kit/types.ts';

type Known = Pick<
  ChapterSummary,
  'number' | 'slug' | 'name' | 'title' | 'part' | 'change'
>;

/** What every page may know of the chapters. */
export function useKit() {
  return usePluginData('ground-up-chapters') as {
    chapters: Known[];
    project: Site['project'];
  };
}
