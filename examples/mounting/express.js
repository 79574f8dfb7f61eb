import express from 'express';
import { toNodeHandler } from '@totp-kit/server/node';
import { port, totpKit } from './totp-kit.js';

const site = express();
site.use('/auth', toNodeHandler(totpKit));
site.use(express.json());
site.get('/', (request, response) => {
  response.send('The pages of the site are where they were.');
});

site.listen(port, () => console.log(`listening on port ${port}`));
