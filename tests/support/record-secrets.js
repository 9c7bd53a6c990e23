// Loaded into a test run before its own code. Turns the SQL log on, and writes down every password, hash and token that
// the run hands to bcrypt and gets from it, or signs. With LEAK, the log shows the values of parameters too.
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { SECRETS_FILE, LEAK } = process.env;
const require = createRequire(join(process.cwd(), 'package.json'));

const { Sequelize } = require('sequelize');
Sequelize.beforeInit((config, options) => {
  options.logging = (text) => console.log(text);
  options.logQueryParameters = LEAK === 'true';
});

const bcrypt = require('bcrypt');
const { hash, compare } = bcrypt;
bcrypt.hash = async (password, cost) => {
  const hashed = await hash(password, cost);
  write('password', password);
  write('hash', hashed);
  return hashed;
};
bcrypt.compare = (password, hashed) => {
  write('password', password);
  return compare(password, hashed);
};

const jwt = require('jsonwebtoken');
const { sign } = jwt;
jwt.sign = (...given) => {
  const token = sign(...given);
  write('token', token);
  return token;
};

function write(kind, text) {
  appendFileSync(SECRETS_FILE, `${JSON.stringify([kind, text])}\n`);
}
