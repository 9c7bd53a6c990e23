import { useId, useRef, useState } from 'react';
import { type Answers, fillIn } from '../../../../shared/src/fill-in.ts';
import type { RunRequest } from '../../../kit/types.ts';
import type { TabRequest, TabResponse } from '../../../tab/tab.ts';
import styles from './workbench.module.css';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

interface Shown {
  /** `201 Created`, or why there is no response. */
  said: string;
  response?: TabResponse;
}

/** A request to what runs here: one of those of `requests.http`, or any other; and the response. */
export function RequestPanel({
  requests,
  variables,
  answers,
  send,
}: {
  requests: RunRequest[];
  variables: Record<string, string>;
  /** Responses to named requests since the server was started: this panel adds its own. */
  answers: Answers;
  /** Starts the server first where it does not run. */
  send(request: TabRequest): Promise<TabResponse>;
}) {
  const id = useId();
  const [picked, setPicked] = useState<string>(requests[0]?.name ?? '');
  const [request, setRequest] = useState<Draft>(() => toDraft(requests[0]));
  const [shown, setShown] = useState<Shown>();
  const [isSending, setSending] = useState(false);
  const latest = useRef(0);
  const set = (change: Partial<Draft>) =>
    setRequest((before) => ({ ...before, ...change }));

  const pick = (name: string) => {
    setPicked(name);
    setRequest(toDraft(requests.find((one) => one.name === name)));
  };

  const submit = async () => {
    latest.current += 1;
    const mine = latest.current;
    setSending(true);
    setShown({ said: 'Sending …' });
    try {
      const message = toMessage(request, variables, answers, requests);
      const started = performance.now();
      const response = await send(message);
      const took = Math.round(performance.now() - started);
      answers[picked] = { response: toAnswer(response) };
      if (latest.current === mine)
        setShown({
          said: `${response.status} ${response.statusText}, after ${took} ms`,
          response,
        });
    } catch (error) {
      if (latest.current === mine) setShown({ said: (error as Error).message });
    } finally {
      if (latest.current === mine) setSending(false);
    }
  };

  return (
    <section className={styles.panel} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Request</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSending) void submit();
        }}
      >
        <p className={styles.choice}>
          <label htmlFor={`${id}-picked`}>From requests.http</label>
          <select
            id={`${id}-picked`}
            value={picked}
            onChange={({ target }) => pick(target.value)}
          >
            {requests.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </p>
        <div className={styles.address}>
          <label>
            <span className="visually-hidden">Method</span>
            <select
              value={request.method}
              onChange={({ target }) => set({ method: target.value })}
            >
              {methods.map((method) => (
                <option key={method}>{method}</option>
              ))}
            </select>
          </label>
          <label>
            <span className="visually-hidden">Path</span>
            <input
              type="text"
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              value={request.path}
              onChange={({ target }) => set({ path: target.value })}
            />
          </label>
          <button
            type="submit"
            className="button button--primary"
            aria-disabled={isSending}
          >
            Send
          </button>
        </div>
        <label>
          <span>Headers, one a line</span>
          <textarea
            rows={Math.max(request.headers.split('\n').length, 2)}
            spellCheck={false}
            autoComplete="off"
            value={request.headers}
            onChange={({ target }) => set({ headers: target.value })}
          />
        </label>
        <label>
          <span>Body</span>
          <textarea
            rows={Math.min(Math.max(request.body.split('\n').length, 3), 12)}
            spellCheck={false}
            autoComplete="off"
            value={request.body}
            onChange={({ target }) => set({ body: target.value })}
          />
        </label>
      </form>
      <h3 id={`${id}-response`}>Response</h3>
      <p role="status" className={styles.said}>
        {shown?.said ?? 'Nothing was sent yet.'}
      </p>
      {shown?.response && (
        <pre
          tabIndex={0}
          role="region"
          aria-labelledby={`${id}-response`}
          className={styles.message}
        >
          <code>{toText(shown.response)}</code>
        </pre>
      )}
    </section>
  );
}

type Draft = Pick<RunRequest, 'method' | 'path' | 'headers' | 'body'>;

function toDraft(request: RunRequest | undefined): Draft {
  const { method, path, headers, body } = request ?? {
    ...{ method: 'GET', path: '/', headers: '', body: '' },
  };
  return { method, path, headers, body };
}

/** The request as it is sent. Throws an error with a sentence for the reader when it cannot be. */
function toMessage(
  { method, path, headers, body }: Draft,
  variables: Record<string, string>,
  answers: Answers,
  requests: RunRequest[],
): TabRequest {
  const fill = (text: string) => {
    try {
      return fillIn(text, { ...variables, baseUrl: '' }, answers);
    } catch (error) {
      const [whole = '', name] =
        /\{\{\s*(\w+)\.response\.[^}]+\}\}/.exec((error as Error).message) ??
        [];
      const needed = requests.find((one) => one.name === name);
      throw new Error(
        needed
          ? `${whole} is a part of the response to “${needed.title}”, ${answers[needed.name] ? 'which has no such part' : 'which was not sent since the start'}. Send that first, or write a value instead.`
          : (error as Error).message,
      );
    }
  };
  const asked = fill(path.trim());
  if (!asked.startsWith('/'))
    throw new Error('The path must begin with a slash, such as /health.');

  return {
    method,
    path: asked,
    headers: fill(headers)
      .split('\n')
      .filter((line) => line.trim())
      .map((line) => {
        const [, name, value] =
          /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/.exec(line) ?? [];
        if (name && value !== undefined) return [name, value.trim()];
        throw new Error(`“${line}” is no header. Write Name: value.`);
      }),
    ...(body && { body: fill(body) }),
  };
}

function toAnswer({ headers, body }: TabResponse): Answers[string]['response'] {
  return {
    headers: Object.fromEntries(
      headers.map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: parse(body) ?? body,
  };
}

/** The response as HTTP has it; JSON is indented. */
function toText({ status, statusText, headers, body }: TabResponse): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const value = parse(body);
  const text =
    typeof value === 'object' ? JSON.stringify(value, null, 2) : body;
  return [`HTTP/1.1 ${status} ${statusText}`, ...lines, '', text].join('\n');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
