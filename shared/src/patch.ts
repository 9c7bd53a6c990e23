import { createTwoFilesPatch } from 'diff';
import type { FileChange } from './diff.ts';

/** The changes as a unified diff that `git apply` takes, with three lines of context. */
export function toPatch(changes: FileChange[]): string {
  return changes.map((change) => filePatch(change)).join('');
}

function filePatch({ path, status, before, after }: FileChange): string {
  const from = status === 'added' ? '/dev/null' : `a/${path}`;
  const to = status === 'removed' ? '/dev/null' : `b/${path}`;
  const mode = {
    added: 'new file mode 100644\n',
    removed: 'deleted file mode 100644\n',
    modified: '',
  }[status];
  const body = createTwoFilesPatch(from, to, before, after, '', '', {
    context: 3,
  });

  return `diff --git a/${path} b/${path}\n${mode}${body.replace(/^=+\n/, '')}`;
}
