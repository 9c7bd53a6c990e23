import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
} from '@codemirror/commands';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { jsonLanguage } from '@codemirror/lang-json';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import {
  EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  WidgetType,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Something to say about a line, counted from 1. */
export interface Mark {
  line: number;
  message: string;
}

interface Options {
  path: string;
  text: string;
  /** The text after each change. */
  onChange(text: string): void;
  /** Ctrl or Cmd and Enter. */
  onRun(): void;
}

/** The state of a file that is opened: text, history of changes, colours. Tab indents; after Escape it leaves. */
export function openFile({ path, text, onChange, onRun }: Options) {
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightActiveLine(),
      drawSelection(),
      history(),
      indentOnInput(),
      indentUnit.of('  '),
      bracketMatching(),
      languageOf(path),
      syntaxHighlighting(colours),
      marks,
      theme,
      Prec.high(keymap.of([{ key: 'Mod-Enter', run: () => (onRun(), true) }])),
      keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
      EditorView.contentAttributes.of({
        'aria-label': path,
        'aria-describedby': 'editor-keys',
        tabindex: '0',
        autocapitalize: 'off',
        spellcheck: 'false',
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString());
      }),
    ],
  });
}

/** Shows what there is to say about lines, below each. */
export function showMarks(view: EditorView, all: Mark[]): void {
  view.dispatch({ effects: setMarks.of(all) });
}

/** Puts the cursor at a place (line and column from 1; those that are not there become the nearest), in sight. */
export function goTo(view: EditorView, line: number, column: number): void {
  const { doc } = view.state;
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const anchor = Math.min(at.from + Math.max(column, 1) - 1, at.to);
  view.dispatch({
    selection: { anchor },
    effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
  });
  view.focus();
}

const setMarks = StateEffect.define<Mark[]>();

/** Marks move with their lines while these are edited. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, { changes, effects, newDoc }) {
    const given = effects.find((effect) => effect.is(setMarks));
    if (!given) return decorations.map(changes);
    return Decoration.set(
      (given.value as Mark[]).flatMap(({ line, message }) => {
        const at = newDoc.line(Math.min(Math.max(line, 1), newDoc.lines));
        return [
          Decoration.line({ class: 'cm-marked' }).range(at.from),
          Decoration.widget({
            widget: new Message(message),
            block: true,
            side: 1,
          }).range(at.to),
        ];
      }),
      true,
    );
  },
  provide: (field) => EditorView.decorations.from(field),
});

class Message extends WidgetType {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override eq(other: Message): boolean {
    return other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'cm-message';
    element.textContent = this.text;
    return element;
  }
}

function languageOf(path: string): Extension {
  if (/\.[cm]?[jt]s$/.test(path)) return typescriptLanguage;
  return path.endsWith('.json') ? jsonLanguage : [];
}

/** The colours that code has everywhere on the site. */
const colours = HighlightStyle.define([
  { tag: [tags.comment, tags.meta], class: 'code-comment' },
  {
    tag: [tags.keyword, tags.modifier, tags.bool, tags.null, tags.self],
    class: 'code-keyword',
  },
  {
    tag: [tags.string, tags.special(tags.string), tags.regexp],
    class: 'code-string',
  },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
    ],
    class: 'code-function',
  },
  { tag: tags.number, class: 'code-number' },
  { tag: [tags.typeName, tags.className], class: 'code-type' },
  {
    tag: [tags.definition(tags.propertyName), tags.propertyName],
    class: 'code-property',
  },
]);

const theme = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--code-surface)',
    color: 'var(--code-text)',
    fontSize: '0.85rem',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--ifm-font-family-monospace)',
    lineHeight: '1.6',
  },
  '.cm-content': { padding: '0.6rem 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-gutters': {
    border: '0',
    backgroundColor: 'var(--code-surface)',
    color: 'var(--ink-soft)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'var(--note-surface)',
  },
  '&:not(.cm-focused) .cm-activeLine, &:not(.cm-focused) .cm-activeLineGutter':
    { backgroundColor: 'transparent' },
  '.cm-cursor': { borderLeft: '2px solid var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { background: 'var(--stratum)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--added-surface)',
    outline: '1px solid var(--stratum)',
  },
  '.cm-marked, &:not(.cm-focused) .cm-marked.cm-activeLine': {
    backgroundColor: 'var(--removed-surface)',
  },
  '.cm-message': {
    padding: '0.3rem 0.75rem 0.4rem',
    borderLeft: '3px solid var(--removed-ink)',
    backgroundColor: 'var(--removed-surface)',
    color: 'var(--removed-ink)',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});
