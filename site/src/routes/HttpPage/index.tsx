import Link from '@docusaurus/Link';
import useBaseUrl from '@docusaurus/useBaseUrl';
import CodeBlock from '@theme/CodeBlock';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { Fragment } from 'react';
import type { Field, Input } from '../../../kit/http-inputs.ts';
import type {
  HttpReference,
  Operation,
  RecordedExchange,
} from '../../../kit/http-reference.ts';
import { ChapterLink } from '../../components/ChapterRefs.tsx';
import {
  Exchange,
  ExchangeRequest,
  ExchangeResponse,
} from '../../components/lesson/Exchange.tsx';
import { count } from '../../components/size.tsx';
import styles from './styles.module.css';

const places = {
  path: 'In the path',
  query: 'In the query',
  body: 'In the body, as JSON',
  form: 'In the body, as a form',
};

/** The operations of the newest chapter: what each takes, what it says to wrong input, what it has answered. */
export default function HttpPage({
  data: { chapter, groups, everywhere },
}: {
  data: HttpReference;
}) {
  const operations = groups.flatMap((group) => group.operations);

  return (
    <Layout
      title="HTTP reference"
      description="Each operation of the API: what it takes, what it says to wrong input, and what it answers."
    >
      <main className="page">
        <Heading as="h1">HTTP reference</Heading>
        <p className="lede">
          The {count(operations.length, 'operation')} of{' '}
          <ChapterLink slug={chapter} />. Fields and rules come from the schemas
          that the code reads its input with. Responses were recorded from the
          running chapter, and are compared with every change. What stands in
          quotation marks is what it says when a rule is broken.
        </p>
        <p className={styles.try}>
          Send your own from{' '}
          <Link to={`/learn/${chapter}/run`}>a page that runs the chapter</Link>
          , or copy what a tab has for curl, PowerShell or fetch.
        </p>

        <nav aria-label="Operations" className={styles.index}>
          {groups.map((group) => (
            <ul key={group.path}>
              {group.operations.map(({ anchor, method, path, needsUser }) => (
                <li key={anchor}>
                  <a href={`#${anchor}`}>
                    <code>{method}</code> <code>{path}</code>
                  </a>
                  {needsUser && <span>token</span>}
                </li>
              ))}
            </ul>
          ))}
        </nav>

        {groups.map(({ path, operations }) => (
          <section key={path} className={styles.group}>
            <Heading as="h2" id={path.slice(1) || 'root'}>
              {path}
            </Heading>
            {operations.map((operation) => (
              <OperationOf
                key={operation.anchor}
                operation={operation}
                chapter={chapter}
              />
            ))}
          </section>
        ))}

        <section className={styles.group}>
          <Heading as="h2" id="everywhere">
            Wherever you ask
          </Heading>
          <p>
            Parameters of a query and members of a body that an operation does
            not know are refused. Only <code>POST /auth/token</code> ignores
            them, as its standard wants. HEAD is answered like GET, without the
            body. Every error is JSON of one form.
          </p>
          <Folded exchanges={everywhere} />
        </section>
      </main>
    </Layout>
  );
}

function OperationOf({
  operation: {
    anchor,
    method,
    path,
    needsUser,
    since,
    code,
    inputs,
    exchanges,
  },
  chapter,
}: {
  operation: Operation;
  chapter: string;
}) {
  const base = useBaseUrl('/learn/');
  const shown = exchanges.find(({ card }) => card.status < 300);

  return (
    <article className={styles.operation}>
      <Heading as="h3" id={anchor}>
        {method} {path}
      </Heading>
      <p className={styles.facts}>
        <span>{needsUser ? 'Needs a token' : 'Needs no token'}</span>
        <span>
          Since <ChapterLink slug={since} />
        </span>
        {/* A plain link: the page with all code is not fetched ahead. */}
        <a href={`${base}${chapter}/code#${code.hash}`}>
          {code.path}, line {code.line}
        </a>
      </p>
      {inputs.map((input) => (
        <InputOf key={input.in} input={input} />
      ))}
      {shown && (
        <>
          <h4>{shown.title}</h4>
          <Recorded exchange={shown} />
        </>
      )}
      <Folded exchanges={exchanges.filter((one) => one !== shown)} />
    </article>
  );
}

function InputOf({ input }: { input: Input }) {
  const ignored = input.fields.filter(({ isIgnored }) => isIgnored);

  return (
    <>
      <h4>{places[input.in]}</h4>
      <dl className={styles.fields}>
        {input.fields
          .filter(({ isIgnored }) => !isIgnored)
          .map((field) => (
            <FieldOf key={field.name} field={field} place={input.in} />
          ))}
        {input.rules.map(({ message }) => (
          <div key={message}>
            <dt>all of it</dt>
            <dd>
              <q>{message}</q>
            </dd>
          </div>
        ))}
        {ignored.length > 0 && (
          <div>
            <dt>
              {ignored.map(({ name }, index) => (
                <Fragment key={name}>
                  {index > 0 && ', '}
                  <code>{name}</code>
                </Fragment>
              ))}
            </dt>
            <dd>May be sent and change nothing: they are read-only.</dd>
          </div>
        )}
      </dl>
    </>
  );
}

function FieldOf({
  field: { name, type, isRequired, standard, values = [], rules },
  place,
}: {
  field: Field;
  place: Input['in'];
}) {
  const show = (json: string) =>
    place === 'body' ? json : String(JSON.parse(json));

  return (
    <div>
      <dt>
        <code>{name}</code>
        <span>
          {type && `${type}, `}
          {isRequired ? 'required' : 'optional'}
        </span>
      </dt>
      <dd>
        {values.length > 0 && (
          <p>
            One of{' '}
            {values.map((value, index) => (
              <Fragment key={value}>
                {index > 0 && ', '}
                <code>{show(value)}</code>
              </Fragment>
            ))}
            .
          </p>
        )}
        {standard && (
          <p>
            Without it: <code>{show(standard)}</code>.
          </p>
        )}
        {rules.map(({ message }) => (
          <p key={message}>
            <q>{message}</q>
          </p>
        ))}
      </dd>
    </div>
  );
}

function Folded({ exchanges }: { exchanges: RecordedExchange[] }) {
  return exchanges.map((exchange) => (
    <details key={exchange.card.id} className={styles.folded}>
      <summary>
        <code>{exchange.card.status}</code> {exchange.title}
      </summary>
      <Recorded exchange={exchange} />
    </details>
  ));
}

function Recorded({ exchange }: { exchange: RecordedExchange }) {
  return (
    <Exchange data-card={JSON.stringify(exchange.card)}>
      <ExchangeRequest>
        <CodeBlock language="http">{exchange.request}</CodeBlock>
      </ExchangeRequest>
      <ExchangeResponse>
        <CodeBlock language="http">{exchange.response}</CodeBlock>
      </ExchangeResponse>
    </Exchange>
  );
}
