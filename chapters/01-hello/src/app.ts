import express from 'express';

export function createApp() {
  const app = express();

  app.get('/', (req, res) => {
    res.json({ message: 'Hello World' });
  });

  app.get('/other_endpoint', (req, res) => {
    res.json({ message: 'Hello Tatooine' });
  });

  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });

  return app;
}
