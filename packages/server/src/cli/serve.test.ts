import { describe, expect, it } from 'vitest';
import { startServerProcess } from '../testing/server-process.ts';
import { freshDatabase } from '../testing/test-databases.ts';

describe('totp-kit serve', () => {
  it('serves below the path of TOTP_KIT_PUBLIC_URL, and says so', async () => {
    const server = await startServerProcess(await freshDatabase('SQLite'), {
      TOTP_KIT_PUBLIC_URL: 'https://shop.example/auth/',
    });
    expect(server.output()).toContain('totp-kit is listening on https://shop.example/auth\n');
    expect(server.output()).toContain('/auth: a proxy in front must leave it in place');
    expect(server.output()).toContain('src="https://shop.example/auth/totp-kit.js"');
    expect(server.output()).toContain('TOTP_KIT_CONSOLE=on serves it');
    expect((await server.fetch('/auth/console')).status).toBe(404);
    expect((await server.fetch('/auth/readyz')).status).toBe(200);
    const outside = await server.fetch('/readyz');
    expect(outside.status).toBe(404);
    expect(await outside.text()).toContain('totp-kit is mounted at /auth,');
  });

  it('serves the console below a path where that is asked for', async () => {
    const server = await startServerProcess(await freshDatabase('SQLite'), {
      TOTP_KIT_PUBLIC_URL: 'https://shop.example/auth',
      TOTP_KIT_CONSOLE: 'on',
    });
    expect(server.output()).toContain('https://shop.example/auth/console\n');
    expect((await server.fetch('/auth/console')).status).toBe(200);
  });
});
