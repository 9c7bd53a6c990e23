import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { QuizQuestion } from '../../../kit/types.ts';
import { forget, record, useProgress } from '../../progress/store.ts';
import { count } from '../size.tsx';
import { QuestionForm } from './QuestionForm.tsx';
import styles from './quiz.module.css';

/** A lesson's quiz or warm-up, one question at a time; without JavaScript the README's own, with folded answers. */
export function QuizPart({
  'data-questions': questions,
  'data-step': step,
  children,
}: {
  'data-questions': string;
  /** The step of the checklist that is done when all is answered. */
  'data-step'?: string;
  children: ReactNode;
}) {
  return (
    <div className="kit kit-quiz">
      <div className="without-js">{children}</div>
      <div className="needs-js">
        <Quiz questions={JSON.parse(questions) as QuizQuestion[]} step={step} />
      </div>
    </div>
  );
}

function Quiz({
  questions,
  step,
}: {
  questions: QuizQuestion[];
  step: string | undefined;
}) {
  const { answers } = useProgress();
  /** Undefined until the reader goes to a question: the first open one is shown, or the result. */
  const [chosen, setChosen] = useState<number>();
  const choices = questions.map(({ id, options }) => {
    const choice = answers[id]?.choice;
    return choice !== undefined && choice < options.length ? choice : undefined;
  });
  const open = choices.indexOf(undefined);
  const at = chosen ?? (open < 0 ? questions.length : open);
  const question = questions[at];
  const right = questions.filter(
    ({ right }, index) => choices[index] === right,
  ).length;

  if (!question) {
    return (
      <Result
        questions={questions}
        choices={choices}
        takesFocus={chosen !== undefined}
        onChoose={setChosen}
      />
    );
  }

  const isLast = at === questions.length - 1;
  return (
    <div className={styles.quiz}>
      <p className={styles.place}>
        <span>
          Question {at + 1} of {questions.length}
        </span>
        {choices.some((choice) => choice !== undefined) && (
          <span>{count(right, 'right answer')}</span>
        )}
      </p>
      <QuestionForm
        key={question.id}
        question={question}
        choice={choices[at]}
        takesFocus={chosen !== undefined}
        onAnswer={(choice) => {
          setChosen(at);
          record('answers', { [question.id]: { choice } });
          if (
            step &&
            choices.every((one, index) => one !== undefined || index === at)
          )
            record('steps', { [step]: { done: true } });
        }}
      >
        <button
          type="button"
          className="button button--primary"
          onClick={() => setChosen(at + 1)}
        >
          {isLast ? 'See the result' : 'Next question'}
        </button>
      </QuestionForm>
    </div>
  );
}

function Result({
  questions,
  choices,
  takesFocus,
  onChoose,
}: {
  questions: QuizQuestion[];
  choices: (number | undefined)[];
  takesFocus: boolean;
  onChoose: (at: number) => void;
}) {
  const summary = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (takesFocus) summary.current?.focus();
  }, [takesFocus]);

  const isRight = (index: number) => choices[index] === questions[index]?.right;
  return (
    <div className={styles.result}>
      <p tabIndex={-1} ref={summary}>
        <strong>
          {questions.filter((_, index) => isRight(index)).length} of{' '}
          {questions.length} right.
        </strong>{' '}
        Your answers are kept in this browser.
      </p>
      <ol>
        {questions.map(({ id }, index) => (
          <li key={id}>
            <button type="button" onClick={() => onChoose(index)}>
              {isRight(index) ? '✓' : '✗'} Question {index + 1}
              <span className="visually-hidden">
                {isRight(index) ? ', right' : ', not right'}
              </span>
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            onClick={() => {
              forget(
                'answers',
                questions.map(({ id }) => id),
              );
              onChoose(0);
            }}
          >
            Answer them again
          </button>
        </li>
      </ol>
    </div>
  );
}
