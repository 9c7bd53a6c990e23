// Started by startPostgres, with a channel to it, in a process group of its own: Ctrl-C does not reach it. It keeps a
// server until the channel closes, which happens however the other end goes, kill -9 included.
import { startServer } from './server.js';

const gone = new Promise((done) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, done);
  }
  process.on('disconnect', done);
});
const tell = (message) =>
  process.connected && process.send(message, () => undefined);

const [name, speed] = process.argv.slice(2);
try {
  const { url, folder, stop } = await startServer(name, speed === 'fast');
  tell({ url, folder });
  await gone;
  await stop();
} catch ({ name, message, stack }) {
  tell({ problem: name === 'UserError' ? message : stack });
}
if (process.connected) process.disconnect();
