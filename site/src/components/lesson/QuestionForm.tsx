import clsx from 'clsx';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { QuizQuestion } from '../../../kit/types.ts';
import { CodeText } from '../CodeText.tsx';
import styles from './question.module.css';

interface Props {
  question: QuizQuestion;
  /** The option that was chosen, counted from 0; undefined while the question is open. */
  choice: number | undefined;
  onAnswer: (choice: number) => void;
  /** Whether the question takes the focus: the one before it was answered here. */
  takesFocus?: boolean;
  /** Buttons that follow an answer. */
  children?: ReactNode;
}

/** One question with its options, and the reason of every option once one was chosen. */
export function QuestionForm({
  question: { text, options, right },
  choice,
  onAnswer,
  takesFocus = false,
  children,
}: Props) {
  const id = useId();
  const [picked, setPicked] = useState<number>();
  const [isNew, setNew] = useState(false);
  const legend = useRef<HTMLLegendElement>(null);
  const after = useRef<HTMLDivElement>(null);
  const isAnswered = choice !== undefined;

  useEffect(() => {
    if (takesFocus) legend.current?.focus();
  }, [takesFocus]);

  // The button that was pressed is gone: the next one takes its place.
  useEffect(() => {
    if (isNew && isAnswered)
      after.current?.querySelector<HTMLElement>('button, a')?.focus();
  }, [isNew, isAnswered]);

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (picked === undefined) return;
        setNew(true);
        onAnswer(picked);
      }}
    >
      <fieldset>
        <legend ref={legend} tabIndex={-1}>
          <CodeText text={text} />
        </legend>
        {options.map((option, index) => {
          const isRight = index === right;
          return (
            <div
              key={option.text}
              className={clsx(
                styles.option,
                isAnswered && isRight && styles.right,
                isAnswered && index === choice && !isRight && styles.wrong,
              )}
            >
              <label>
                <input
                  type="radio"
                  name={id}
                  required
                  disabled={isAnswered}
                  checked={(choice ?? picked) === index}
                  onChange={() => setPicked(index)}
                />
                <span className={styles.letter}>{letterOf(index)}</span>
                <span>
                  <CodeText text={option.text} />
                </span>
              </label>
              {isAnswered && (
                <p>
                  {isRight && <strong>Right. </strong>}
                  {index === choice && !isRight && (
                    <strong>Your answer. </strong>
                  )}
                  <CodeText text={option.why} />
                </p>
              )}
            </div>
          );
        })}
      </fieldset>
      <p className="visually-hidden" role="status">
        {isNew && isAnswered && (
          <>
            {verdict(choice, right)}{' '}
            <CodeText text={options[choice]?.why ?? ''} />
          </>
        )}
      </p>
      <div className={styles.buttons} ref={after}>
        {isAnswered ? (
          <>
            <span aria-hidden="true">{verdict(choice, right)}</span>
            {children}
          </>
        ) : (
          <button type="submit" className="button button--primary">
            Check the answer
          </button>
        )}
      </div>
    </form>
  );
}

function verdict(choice: number, right: number): string {
  return choice === right
    ? 'That is right.'
    : `Not ${letterOf(choice)}: ${letterOf(right)} is right.`;
}

function letterOf(index: number): string {
  return 'ABCDEF'[index] ?? '';
}
