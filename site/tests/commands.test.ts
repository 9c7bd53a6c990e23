import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { readExamples, readRecorded } from '../../shared/src/kit.ts';
import {
  asCurl,
  asFetch,
  asPowerShell,
  type Message,
  toMessage,
  variablesOf,
} from '../kit/commands.ts';
import { kit } from './setup.ts';

interface Seen {
  method?: string;
  url?: string;
  headers: Record<string, string>;
  body: string;
}

const run = promisify(execFile);
let server: Server;
let url: string;
let seen: Seen | undefined;

before(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen = {
        method: request.method,
        url: request.url,
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

/** Values that a shell, PowerShell or JavaScript would take apart when they are not quoted. */
const nasty = [
  `it's "quoted" \\ and \`ticked\` $HOME $(id) \${x} %PATH% !x #y; & | < > * ? ~`,
  '‘curly’ “quotes” – ñ 日本',
  '@/etc/hostname',
  '-x',
  "'",
  "''\"\"''",
];

const messages: [name: string, message: Message][] = nasty.flatMap((text) => [
  [
    `the body ${text}`,
    {
      method: 'POST',
      url: ['BASE/posts'],
      headers: [['Content-Type', ['application/json']]],
      body: [`{ "title": ${JSON.stringify(text)} }\n\n${text}`],
    },
  ],
  [
    `the header ${text}`,
    {
      method: 'PUT',
      url: ['BASE/posts/1?a=%27b%20c&d=$e'],
      headers: [['X-Text', [text.replaceAll(/[^ -~]/g, '')]]],
      body: ['no type'],
    },
  ],
]);
messages.push([
  'a path with brackets',
  {
    method: 'GET',
    url: ["BASE/posts?filter[title]={a,b}&q=it's"],
    headers: [],
    body: [],
  },
]);

for (const [name, message] of messages) {
  test(`curl sends what is meant: ${name}`, async () => {
    await run('/bin/sh', ['-c', asCurl(at(message, url))]);
    expectSeen(message, (headers) => {
      if (message.body[0] === 'no type')
        assert.equal(headers['content-type'], undefined);
    });
  });

  test(`fetch sends what is meant: ${name}`, async () => {
    await runScript(asFetch(at(message, url)));
    expectSeen(message);
  });

  test(`PowerShell's quotes hold what is meant: ${name}`, () => {
    const text = asPowerShell(message);
    const words = wordsOfPowerShell(text);

    assert.ok(words.includes(message.url.join('')), text);
    for (const [, value] of message.headers)
      assert.ok(words.includes(value.join('')), text);
    if (message.body.length > 0)
      assert.ok(words.includes(message.body.join('')), text);
  });
}

test('a value that another response gave is a variable of the shell', async () => {
  const message: Message = {
    method: 'DELETE',
    url: ['BASE/posts/1'],
    headers: [
      [
        'Authorization',
        ['Bearer ', { variable: 'login_token', from: 'login', field: 'token' }],
      ],
    ],
    body: [],
  };
  const token = `a'b"c $d`;

  await run('/bin/sh', ['-c', asCurl(at(message, url))], {
    env: { ...process.env, login_token: token },
  });
  assert.equal(seen?.headers.authorization, `Bearer ${token}`);
  await runScript(
    `const login_token = ${JSON.stringify(token)};\n${asFetch(at(message, url))}`,
  );
  assert.equal(seen?.headers.authorization, `Bearer ${token}`);
  assert.match(
    asPowerShell(message),
    /'Authorization' = "Bearer \$\(\$login_token\)"/,
  );
});

for (const chapter of kit.chapters) {
  test(`${chapter.name}: curl repeats every recorded request`, async () => {
    const recorded = readRecorded(chapter);

    for (const request of readExamples(kit, chapter).requests) {
      const sent = recorded[request.name]?.request;
      assert.ok(sent, request.name);
      const message = toMessage(url, sent, request);
      const values = valuesOf(sent, message);

      await run('/bin/sh', ['-c', asCurl(message)], {
        env: { ...process.env, ...values },
      });

      assert.equal(seen?.method, sent.method, request.name);
      assert.equal(seen?.url, sent.path, request.name);
      assert.equal(seen?.body, sent.body, request.name);
      for (const [name, value] of Object.entries(sent.headers))
        assert.equal(seen?.headers[name.toLowerCase()], value, request.name);
      if (!/eyJ/.test(JSON.stringify(request)))
        assert.doesNotMatch(asCurl(message), /eyJ/, request.name);
    }
  });
}

/** What the variables of a message stood for when it was recorded. */
function valuesOf(
  sent: { path: string; headers: Record<string, string>; body: string },
  message: Message,
): Record<string, string> {
  const values: Record<string, string> = {};
  const read = (text: string, pieces: Message['body']) => {
    const pattern = pieces
      .map((piece) =>
        typeof piece === 'string'
          ? piece.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
          : '([\\s\\S]+?)',
      )
      .join('');
    const found = new RegExp(`^${pattern}$`).exec(text)?.slice(1) ?? [];
    for (const piece of pieces)
      if (typeof piece !== 'string')
        values[piece.variable] = found.shift() ?? '';
  };
  read(url + sent.path, message.url);
  for (const [name, pieces] of message.headers)
    read(sent.headers[name] ?? '', pieces);
  read(sent.body, message.body);

  assert.equal(Object.keys(values).length, variablesOf(message).length);
  return values;
}

function at(message: Message, base: string): Message {
  const [first = '', ...rest] = message.url;
  return { ...message, url: [String(first).replace('BASE', base), ...rest] };
}

async function runScript(text: string): Promise<void> {
  const url = `data:text/javascript,${encodeURIComponent(`${text.replace(/^console.*$/m, 'void response')}\nexport {};`)}`;
  await import(url);
}

function expectSeen(
  { method, url, headers, body }: Message,
  more?: (headers: Record<string, string>) => void,
): void {
  assert.equal(seen?.method, method);
  assert.equal(
    decodeURI(seen?.url ?? ''),
    decodeURI(url.join('').replace('BASE', '')),
  );
  assert.equal(seen?.body, body.join(''));
  for (const [name, value] of headers)
    assert.equal(seen?.headers[name.toLowerCase()], value.join('').trim());
  more?.(seen?.headers ?? {});
}

/** The quoted words of a PowerShell command, by its rules: any single quote ends one, two of them are one inside. */
function wordsOfPowerShell(text: string): string[] {
  const quote = /['\u2018-\u201b]/;
  const words: string[] = [];
  let word: string | undefined;

  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? '';
    if (!quote.test(letter)) {
      if (word !== undefined) word += letter;
    } else if (word === undefined) {
      word = '';
    } else if (quote.test(text[index + 1] ?? '')) {
      word += letter;
      index += 1;
    } else {
      words.push(word);
      word = undefined;
    }
  }
  assert.equal(word, undefined, 'a quote is left open');
  return words;
}
