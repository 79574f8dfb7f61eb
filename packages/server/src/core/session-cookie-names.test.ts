import { describe, expect, it } from 'vitest';
import { sessionCookieNames } from './session-cookie-names.ts';

describe('sessionCookieNames', () => {
  it.each([
    ['https://shop.example', '__Host-totp-kit-access'],
    ['https://shop.example/', '__Host-totp-kit-access'],
    ['http://localhost:8787', 'totp-kit-access'],
    ['https://shop.example/auth', '__Host-totp-kit-auth-access'],
    ['https://shop.example/auth/', '__Host-totp-kit-auth-access'],
    ['http://localhost:3000/a/b', 'totp-kit-a_2fb-access'],
    ['https://shop.example/ä', '__Host-totp-kit-_25_433_25_414-access'],
  ])('of %s has %s', (publicUrl, access) => {
    expect(sessionCookieNames(publicUrl)).toEqual({
      access,
      refresh: access.replace(/access$/, 'refresh'),
      console: access.replace(/access$/, 'console'),
    });
  });

  it('never gives two paths one name', () => {
    const paths = [
      '',
      'access',
      'refresh',
      'console',
      'a/b',
      'a-b',
      'a_b',
      'a_2fb',
      'A/b',
      'a%2Fb',
      'a.b',
    ];
    const names = paths.flatMap((path) => {
      const { access, refresh, console } = sessionCookieNames(`https://shop.example/${path}`);
      return [access, refresh, console];
    });
    expect(new Set(names).size).toBe(paths.length * 3);
  });

  it('gives names that a cookie can have (RFC 6265 §4.1.1)', () => {
    const { access } = sessionCookieNames('https://shop.example/a;b=c,d e"f(g)@h');
    expect(access).toMatch(/^[\w!#$%&'*+.^`|~-]+$/);
  });
});
