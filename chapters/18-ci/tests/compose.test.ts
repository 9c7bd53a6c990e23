import { expect, test } from 'vitest';
import { readServices } from './project.ts';

const services = readServices();
const { api, database, migrate } = services;

test('the API waits for the migrations, and they wait for the database', () => {
  const waits = [api, migrate].map((service) => service?.depends_on);

  expect(database?.healthcheck).toBeDefined();
  expect(waits).toEqual([
    { migrate: { condition: 'service_completed_successfully' } },
    { database: { condition: 'service_healthy' } },
  ]);
});

test('only the API can be reached, and from this machine alone', () => {
  const ports = Object.values(services).flatMap((service) => service.ports);

  expect(ports.filter(Boolean)).toEqual([
    expect.stringMatching(/^127\.0\.0\.1:/),
  ]);
});

test('the rows of PostgreSQL outlive its container', () => {
  expect(database?.volumes).toEqual([
    expect.stringMatching(/^\w+:\/var\/lib\/postgresql$/),
  ]);
});

test('an edit of the code reaches the API without a new image', () => {
  expect(api?.volumes).toContainEqual(expect.stringMatching(/^\.\/src:/));
});
