import express from 'express';
import { createTotpKit } from '@totp-kit/server';
import { toNodeHandler } from '@totp-kit/server/node';

const port = Number(process.env.PORT ?? 3000);
const siteUrl = process.env.SITE_URL ?? `http://localhost:${port}`;

const customers = await createTotpKit({
  settings: {
    TOTP_KIT_PUBLIC_URL: `${siteUrl}/auth`,
    DATABASE_URL: 'sqlite:./customers/auth.db',
  },
});
const staff = await createTotpKit({
  settings: {
    TOTP_KIT_PUBLIC_URL: `${siteUrl}/staff/auth`,
    DATABASE_URL: 'sqlite:./staff/auth.db',
    TOTP_KIT_SIGN_UP: 'closed',
  },
});

const site = express();
site.use(toNodeHandler(customers));
site.use(toNodeHandler(staff));
site.listen(port, () => console.log(`listening on port ${port}`));
