import CodeBlock from '@theme/CodeBlock';
import TabItem from '@theme/TabItem';
import {
  sanitizeTabsChildren,
  TabsProvider,
  useScrollPositionBlocker,
  useTabs,
  useTabsContextValue,
} from '@docusaurus/theme-common/internal';
import type { Props as TabsProps } from '@theme/Tabs';
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { ExchangeCard } from '../../../kit/types.ts';
import { record, useProgress } from '../../progress/store.ts';
import styles from './exchange.module.css';

const Card = createContext<ExchangeCard | undefined>(undefined);

/** A recorded exchange: the request in four ways of sending it, then the response. */
export function Exchange({
  'data-card': card,
  children,
}: {
  'data-card': string;
  children: ReactNode;
}) {
  return (
    <Card value={JSON.parse(card) as ExchangeCard}>
      <div className="kit kit-exchange">{children}</div>
    </Card>
  );
}

/** The request: HTTP as the README has it, and commands. Which one is shown is the same in all cards, and kept. */
export function ExchangeRequest({ children }: { children: ReactNode }) {
  const card = useContext(Card);
  if (!card) return children;

  const { curl, powershell, fetch } = card.commands;
  return (
    <div className={styles.request}>
      <p className={styles.label}>Request</p>
      <RequestTabs>
        <TabItem value="http" label="HTTP" default>
          {children}
        </TabItem>
        <TabItem value="curl" label="curl">
          <Command language="bash" text={curl} card={card} sign="$" />
        </TabItem>
        <TabItem value="powershell" label="PowerShell">
          <Command
            language="powershell"
            text={powershell}
            card={card}
            sign="$"
          />
        </TabItem>
        <TabItem value="fetch" label="fetch">
          <Command language="js" text={fetch} card={card} sign="" />
        </TabItem>
      </RequestTabs>
    </div>
  );
}

/** The theme's tabs, which are made a second time when the page comes alive: a lesson has dozens. */
function RequestTabs({
  children,
}: {
  children: ComponentProps<'div'>['children'];
}) {
  const value = useTabsContextValue({
    groupId: 'request',
    lazy: true,
    children: children as TabsProps['children'],
  });
  return (
    <TabsProvider value={value}>
      <TabList />
      <div>{sanitizeTabsChildren(children as TabsProps['children'])}</div>
    </TabsProvider>
  );
}

/** One tab has the focus; arrows move it, and Enter, a space or a click choose. */
function TabList() {
  const { selectedValue, selectValue, tabValues } = useTabs();
  const { blockElementScrollPositionUntilNextRender } =
    useScrollPositionBlocker();

  return (
    <div role="tablist" onKeyDown={moveFocus}>
      {tabValues.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          role="tab"
          tabIndex={value === selectedValue ? 0 : -1}
          aria-selected={value === selectedValue}
          onClick={({ currentTarget }) => {
            blockElementScrollPositionUntilNextRender(currentTarget);
            selectValue(value);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function moveFocus({ key, currentTarget }: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!step) return;
  const tabs = [...currentTarget.querySelectorAll('button')];
  const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
  tabs.at((at + step) % tabs.length)?.focus();
}

function Command({
  language,
  text,
  card: { variables },
  sign,
}: {
  language: string;
  text: string;
  card: ExchangeCard;
  sign: string;
}) {
  return (
    <>
      <CodeBlock language={language}>{text}</CodeBlock>
      {variables.map(({ variable, from, field }) => (
        <p key={variable} className={styles.variable}>
          <code>
            {sign}
            {variable}
          </code>{' '}
          is the <code>{field}</code> that <code>{from}</code> was answered: it
          is another one in each run.
        </p>
      ))}
    </>
  );
}

/** The response; one that is to be predicted once the reader has said what to expect, folded without JavaScript. */
export function ExchangeResponse({
  'data-predict': isPredicted,
  children,
}: {
  'data-predict'?: string;
  children: ReactNode;
}) {
  const card = useContext(Card);
  if (!card || !isPredicted) return children;

  return (
    <>
      <details className="without-js">
        <summary>The answer</summary>
        {children}
      </details>
      <div className="needs-js">
        <Prediction card={card}>{children}</Prediction>
      </div>
    </>
  );
}

function Prediction({
  card: { id, status, guesses },
  children,
}: {
  card: ExchangeCard;
  children: ReactNode;
}) {
  const guess = useProgress().guesses[id];
  const name = useId();
  const [picked, setPicked] = useState<number>();
  const [words, setWords] = useState('');
  const [isNew, setNew] = useState(false);
  const answer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (isNew && guess) answer.current?.focus();
  }, [isNew, guess]);

  if (guess) {
    const isRight = guess.status === status;
    return (
      <div ref={answer} tabIndex={-1} className={styles.answer}>
        <p role="status">
          {isRight ? '✓' : '✗'} You expected {guess.status ?? 'something else'}
          {isRight ? ', and so it is.' : `. It is ${status}.`}
          {guess.words && (
            <>
              {' '}
              You wrote: <q>{guess.words}</q>
            </>
          )}
        </p>
        {children}
      </div>
    );
  }

  return (
    <form
      className={styles.prediction}
      onSubmit={(event) => {
        event.preventDefault();
        if (picked === undefined) return;
        setNew(true);
        record('guesses', {
          [id]: { status: picked, words: words.trim().slice(0, 500) },
        });
      }}
    >
      <fieldset>
        <legend>What will be answered?</legend>
        <div className={styles.statuses}>
          {guesses.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name={name}
                required
                checked={picked === one}
                onChange={() => setPicked(one)}
              />
              {one}
            </label>
          ))}
        </div>
      </fieldset>
      <label className={styles.words}>
        <span>And what will it say? If you like.</span>
        <input
          type="text"
          maxLength={500}
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <button type="submit" className="button button--primary">
        Show the answer
      </button>
    </form>
  );
}
