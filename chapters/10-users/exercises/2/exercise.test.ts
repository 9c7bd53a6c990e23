import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const carol = {
  name: 'Carol',
  email: 'c.jones@example.com',
  password: 'correct horse battery',
};

test.for([
  ['the name', { password: 'my name is Carol' }],
  ['the name in capital letters', { password: 'xCAROL-99-x' }],
  ['the name inside a word', { password: 'carolingian kings' }],
  ['a name with blanks around it', { name: ' Carol ', password: '_carol_77_' }],
  [
    'a name of two words',
    { name: 'Carol Jones', password: 'i am carol jones' },
  ],
  ['the part before the @', { password: 'it is c.jones again' }],
  ['that part in capital letters', { password: 'IT IS C.JONES' }],
  [
    'an address that came in capitals',
    { email: ' C.JONES@example.com', password: 'it is c.jones' },
  ],
] as const)(
  'a password with %s in it answers 422',
  async ([, wrong], { visitor, sql }) => {
    const response = await visitor.post('/users').send({ ...carol, ...wrong });

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([
      { in: 'body', field: 'password' },
    ]);
    expect(response.text).not.toContain(wrong.password);
    expect(await sql('SELECT * FROM users')).toEqual([]);
  },
);

test.for([
  ['a short name', { name: 'Bo', password: 'bookshelf and lamp' }],
  ['a short address', { email: 'kim@example.com', password: 'kimono silk' }],
  ['a part of the name', { name: 'Caroline', password: 'carol singers' }],
  ['the host of the address', { password: 'an example.com of old' }],
] as const)(
  'a password with %s in it answers 201',
  async ([, right], { visitor }) => {
    const response = await visitor.post('/users').send({ ...carol, ...right });

    expect(response.status).toBe(201);
  },
);
