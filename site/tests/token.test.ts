import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { readText } from '../../shared/src/chapters.ts';
import { join } from 'node:path';
import { decode, sign, verify } from '../src/components/token/jwt.ts';
import { isAlive, visit } from './browser.ts';
import { kit } from './setup.ts';

const secret = 'kept on the server, and nowhere else';

test('a signature is right when Node says so, and wrong after any change', async () => {
  for (const [alg, hash] of [
    ['HS256', 'sha256'],
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ] as const) {
    const key = randomBytes(64).toString('base64url');
    const token = make({ alg, typ: 'JWT' }, { sub: 'Zoë 🙂', n: 1 }, hash, key);

    assert.deepEqual(decode(token).payload, { sub: 'Zoë 🙂', n: 1 });
    assert.equal(await verify(token, key), 'right');
    assert.equal(await verify(token, `${key}x`), 'wrong');
    assert.equal(await verify(token, ''), 'not checked');
    const [header, payload, signature = ''] = token.split('.');
    const other = toBase64({ sub: 'alice' });
    assert.equal(await verify(`${header}.${other}.${signature}`, key), 'wrong');
    assert.equal(await verify(`${header}.${payload}.`, key), 'wrong');
    assert.equal(
      await verify(`${header}.${payload}.${signature.slice(4)}`, key),
      'wrong',
    );
  }
});

test('a signature of another kind is not checked, and "none" is never right', async () => {
  for (const alg of ['none', 'None', 'RS256', 'ES256', 'hs256', undefined, 7]) {
    const token = make({ alg }, { sub: 'carol' }, 'sha256', secret);
    assert.equal(await verify(token, secret), 'not checked', String(alg));
  }
});

test('the example is the token that chapter 11 makes by hand', async () => {
  const lesson = readText(
    join(
      kit.chapters.find(({ slug }) => slug === 'login')?.dir ?? '',
      'README.md',
    ),
  );
  const token = await sign({ sub: 'carol', exp: 4_102_444_800 }, secret);
  const [header, payload, signature = ''] = token.split('.');

  assert.ok(lesson.includes(`${header}.${payload}`));
  assert.ok(lesson.includes(signature));
  assert.equal(await verify(token, secret), 'right');
});

test('what is no token is refused in words', () => {
  const good = toBase64({ alg: 'HS256' });
  for (const [token, message] of [
    ['hello', /three pieces with dots between. This text has 1/],
    ['a.b.c.d', /This text has 4/],
    [`${good}.e30=.x`, /payload is no base64url: it has the character "="/],
    [`${good}.e.xx`, /payload is no base64url: a character is missing/],
    [`${good}.____.xx`, /payload holds no JSON/],
    [`${good}.${toBase64([1])}.xx`, /payload is JSON, and no object/],
    [`${good}.${toBase64({})}.é`, /signature is no base64url/],
  ] as const)
    assert.throws(() => decode(token), { message });
});

test('the page decodes and checks a token by keyboard, and keeps and sends nothing', async () => {
  await visit('/concepts/jwt', {}, async (page) => {
    const token = page.getByLabel('Token');
    await page.getByText('✓ The signature is right').waitFor();
    await page.waitForLoadState('networkidle'); // pages behind links are fetched ahead
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));

    await token.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Backspace');
    await page.getByText('The header holds no JSON').waitFor();
    await token.fill(make({ alg: 'none' }, { sub: 'carol' }, 'sha256', secret));
    await page.getByText('the header says "none"').waitFor();
    await page.getByText('It has no exp: it never ends.').waitFor();
    await token.fill(
      make({ alg: 'HS256' }, { sub: 'alice', exp: 1 }, 'sha256', 'another'),
    );
    await page.getByText('✗ The signature is wrong').waitFor();
    await page.getByText('which is over').waitFor();
    await page.getByLabel('Secret').fill('another');
    await page.getByText('✓ The signature is right').waitFor();
    assert.ok(
      await page
        .getByRole('region', { name: 'Payload' })
        .getByText('alice')
        .isVisible(),
    );
    await token.fill('hello');
    await page.getByText('This text has 1.').waitFor();
    await page.getByRole('button', { name: 'The example again' }).click();
    await page.getByText('✓ The signature is right').waitFor();

    assert.deepEqual(asked, []);
    const kept = await page.evaluate(
      () => JSON.stringify(localStorage) + JSON.stringify(sessionStorage),
    );
    assert.ok(!kept.includes('eyJ') && !kept.includes('nowhere else'));
  });
});

test('a page that may not use cryptography decodes all the same', async () => {
  await visit('/concepts/jwt', {}, async (page) => {
    await page.addInitScript(() => {
      delete (Crypto.prototype as { subtle?: unknown }).subtle;
    });
    await page.reload();
    await isAlive(page);
    await page
      .getByLabel('Token')
      .fill(make({ alg: 'HS256' }, { sub: 'alice' }, 'sha256', secret));
    await page.getByText('not checked: browsers offer cryptography').waitFor();
    assert.ok(await page.getByText('"alice"').isVisible());
  });
});

/** A token as anybody can make one. */
function make(header: object, payload: object, hash: string, key: string) {
  const text = [header, payload].map(toBase64).join('.');
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

function toBase64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
