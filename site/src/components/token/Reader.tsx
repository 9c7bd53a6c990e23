import { useEffect, useState } from 'react';
import { algorithms, decode, type Decoded, sign, verify } from './jwt.ts';
import styles from './reader.module.css';

/** The token of chapter 11, made anew: Carol, until the year 2100. */
const example = { sub: 'carol', exp: 4_102_444_800 };
const exampleSecret = 'kept on the server, and nowhere else';

/** Decodes a token as it is typed, and checks its signature with a secret. */
export default function Reader() {
  const [token, setToken] = useState('');
  const [secret, setSecret] = useState(exampleSecret);
  const showExample = () => {
    setSecret(exampleSecret);
    void sign(example, exampleSecret).then(setToken);
  };
  // Browsers offer cryptography to secure pages alone: https, and localhost.
  const [hasCrypto, setHasCrypto] = useState(true);
  useEffect(() => {
    if ('subtle' in crypto) showExample();
    else setHasCrypto(false);
  }, []);

  return (
    <div className={styles.reader}>
      <label>
        <span>Token</span>
        <textarea
          rows={4}
          spellCheck={false}
          autoComplete="off"
          value={token}
          onChange={({ target }) => setToken(target.value)}
        />
      </label>
      <label>
        <span>Secret</span>
        <input
          type="text"
          spellCheck={false}
          autoComplete="off"
          value={secret}
          onChange={({ target }) => setSecret(target.value)}
        />
      </label>
      {hasCrypto && (
        <button
          type="button"
          className="button button--secondary"
          onClick={showExample}
        >
          The example again
        </button>
      )}
      {token.trim() && (
        <Result token={token} secret={secret} hasCrypto={hasCrypto} />
      )}
    </div>
  );
}

function Result({
  token,
  secret,
  hasCrypto,
}: {
  token: string;
  secret: string;
  hasCrypto: boolean;
}) {
  const { decoded, problem } = read(token);
  if (!decoded)
    return (
      <p role="status" className={styles.wrong}>
        {problem}
      </p>
    );

  return (
    <>
      <Signature
        token={token}
        secret={secret}
        algorithm={decoded.header.alg}
        hasCrypto={hasCrypto}
      />
      <div className={styles.pieces}>
        <Piece title="Header" value={decoded.header} />
        <Piece title="Payload" value={decoded.payload} />
      </div>
      <Times payload={decoded.payload} />
    </>
  );
}

function Signature({
  token,
  secret,
  algorithm,
  hasCrypto,
}: {
  token: string;
  secret: string;
  algorithm: unknown;
  hasCrypto: boolean;
}) {
  const [verdict, setVerdict] = useState('');
  useEffect(() => {
    let isCurrent = true;
    if (hasCrypto)
      void verify(token, secret).then((result) => {
        if (isCurrent) setVerdict(result);
      });
    return () => {
      isCurrent = false;
    };
  }, [token, secret, hasCrypto]);

  const said: Record<string, string> = {
    right: '✓ The signature is right: it was made with this secret.',
    wrong:
      '✗ The signature is wrong: another secret, or something was changed.',
    'not checked': secret
      ? `The signature is not checked. This page checks ${algorithms.join(', ')}, and the header says ${JSON.stringify(algorithm) ?? 'nothing'}.`
      : 'The signature is not checked without a secret.',
  };
  return (
    <p role="status" className={verdict === 'right' ? '' : styles.wrong}>
      {hasCrypto
        ? said[verdict]
        : 'The signature is not checked: browsers offer cryptography to pages of https and localhost alone.'}
    </p>
  );
}

function Piece({ title, value }: { title: string; value: object }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <pre tabIndex={0}>
        <code>{JSON.stringify(value, null, 2)}</code>
      </pre>
    </section>
  );
}

/** The claims that are times, as times (RFC 7519, 4.1). */
function Times({ payload }: { payload: Decoded['payload'] }) {
  const rows = [
    ['iat', 'Issued'],
    ['nbf', 'Not before'],
    ['exp', 'Ends'],
  ].flatMap(([claim = '', label = '']) => {
    const seconds = payload[claim];
    if (typeof seconds !== 'number') return [];
    const time = new Date(seconds * 1000);
    return Number.isNaN(time.getTime()) ? [] : [{ claim, label, time }];
  });

  return (
    <ul>
      {rows.map(({ claim, label, time }) => (
        <li key={claim}>
          {label} (<code>{claim}</code>): {time.toUTCString()}
          {claim === 'exp' && (time < new Date() ? ', which is over' : '')}
        </li>
      ))}
      {payload.exp === undefined && (
        <li>
          It has no <code>exp</code>: it never ends.
        </li>
      )}
    </ul>
  );
}

function read(token: string): { decoded?: Decoded; problem?: string } {
  try {
    return { decoded: decode(token) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
