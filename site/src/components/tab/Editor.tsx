import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { EditorState } from '@codemirror/state';
import type { Place } from '../../../tab/tab.ts';
import { goTo, type Mark, openFile, showMarks } from './editor.ts';
import styles from './workbench.module.css';

/** The editor of one file at a time. Each keeps its cursor and its history while another one is shown. */
export function Editor({
  path,
  text,
  version,
  marks,
  target,
  onChange,
  onRun,
}: {
  path: string;
  text: string;
  /** Another number: texts were replaced, and what is known of them is forgotten. */
  version: string;
  marks: Mark[];
  /** Where to put the cursor; each new object does it once. */
  target: Place | undefined;
  onChange(path: string, text: string): void;
  onRun(): void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const shown = useRef({ path, version });
  const states = useRef(new Map<string, EditorState>());
  const handlers = useRef({ onChange, onRun });
  handlers.current = { onChange, onRun };

  const open = () =>
    states.current.get(path) ??
    openFile({
      ...{ path, text },
      onChange: (changed) => handlers.current.onChange(path, changed),
      onRun: () => handlers.current.onRun(),
    });

  useEffect(() => {
    if (!frame.current) return;
    const made = new EditorView({ state: open(), parent: frame.current });
    view.current = made;
    return () => made.destroy();
  }, []);

  useEffect(() => {
    const was = shown.current;
    shown.current = { path, version };
    if (!view.current || (was.path === path && was.version === version)) return;

    if (was.version === version)
      states.current.set(was.path, view.current.state);
    else states.current.clear();
    view.current.setState(open());
  });

  const said = JSON.stringify(marks);
  useEffect(() => {
    if (view.current) showMarks(view.current, JSON.parse(said) as Mark[]);
  }, [said, path, version]);

  useEffect(() => {
    if (view.current && target?.file === path)
      goTo(view.current, target.line, target.column);
    // Only a new target moves the cursor, and only once its file is shown.
  }, [target, path === target?.file]);

  return <div ref={frame} className={styles.editor} />;
}
