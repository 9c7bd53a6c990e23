/** A piece of a sentence: plain text, or text with a meaning. Pages draw it with `<Inline>`. */
export type Inline =
  | string
  | { kind: 'code'; text: string }
  | { kind: 'em' | 'strong'; children: Inline[] }
  | { kind: 'link'; to: string; children: Inline[] };

/** What a reader sees of a piece of a sentence. */
export function textOfInline(pieces: Inline[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      return piece.kind === 'code' ? piece.text : textOfInline(piece.children);
    })
    .join('');
}
