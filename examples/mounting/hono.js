import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { port, totpKit } from './totp-kit.js';

const site = new Hono();
site.get('/', (c) => c.text('The pages of the site are where they were.'));
site.all('/auth/*', (c) => totpKit.fetch(c.req.raw, c.env));

serve({ fetch: site.fetch, port }, () => console.log(`listening on port ${port}`));
