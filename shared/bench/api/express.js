/** What Express itself takes to answer one route: the same answer as the chapters', with no middleware of one's own. */
import { pathToFileURL } from 'node:url';
import { installed } from '../../bin/kit.js';

const { default: express } = await import(
  pathToFileURL(installed('express/index.js')).href
);

express()
  .get('/', (req, res) => {
    res.json({ message: 'Hello World' });
  })
  .listen(Number(process.env.PORT));
