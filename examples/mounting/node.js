import { createServer } from 'node:http';
import { toNodeHandler } from '@totp-kit/server/node';
import { port, totpKit } from './totp-kit.js';

const auth = toNodeHandler(totpKit);

const server = createServer((request, response) => {
  auth(request, response, () => {
    response.end('The pages of the site are where they were.');
  });
});
server.listen(port, () => console.log(`listening on port ${port}`));

process.once('SIGTERM', () => {
  totpKit.prepareToStop();
  server.close(() => totpKit.close());
});
