import type { Place } from '../../../tab/tab.ts';
import { placesIn } from './problems.ts';

/** A text; the places in files that it names are buttons that show them. */
export function PlaceText({
  text,
  isFile,
  onGo,
}: {
  text: string;
  isFile(path: string): boolean;
  onGo(place: Place): void;
}) {
  return placesIn(text, isFile).map((piece, index) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <button
        key={index}
        type="button"
        className="place"
        onClick={() => onGo(piece.place)}
      >
        {piece.text}
      </button>
    ),
  );
}
