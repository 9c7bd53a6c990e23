import type { Inline as Piece } from '../../kit/inline-text.ts';
import { FileLink } from './FileLink.tsx';

/** A sentence with its code, its emphasis and its links. */
export function Inline({ pieces }: { pieces: Piece[] }) {
  return pieces.map((piece, index) => {
    if (typeof piece === 'string') return piece;
    if (piece.kind === 'code') return <code key={index}>{piece.text}</code>;

    const children = <Inline pieces={piece.children} />;
    if (piece.kind === 'link') {
      return (
        <FileLink key={index} to={piece.to}>
          {children}
        </FileLink>
      );
    }
    const Tag = piece.kind;
    return <Tag key={index}>{children}</Tag>;
  });
}
