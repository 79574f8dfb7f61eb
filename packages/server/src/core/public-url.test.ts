import { describe, expect, it } from 'vitest';
import { basePathOf, originOf, parsePublicUrl } from './public-url.ts';

describe('parsePublicUrl', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    [' https://shop.example/ ', 'https://shop.example'],
    ['HTTPS://Shop.Example:443/', 'https://shop.example'],
    ['http://localhost:8787', 'http://localhost:8787'],
    ['http://[::1]:8787/auth', 'http://[::1]:8787/auth'],
    ['https://shop.example/auth', 'https://shop.example/auth'],
    ['https://shop.example/auth/', 'https://shop.example/auth'],
    ['https://shop.example//auth//', 'https://shop.example/auth'],
    ['https://shop.example/api/v1.2/_Auth~-', 'https://shop.example/api/v1.2/_Auth~-'],
  ])('reads %j as %s', (text, url) => {
    expect(parsePublicUrl(text)).toEqual({ url });
  });

  it.each([
    ['shop.example/auth', /is not a web address/],
    ['/auth', /is not a web address/],
    ['ftp://shop.example/auth', /is not a web address/],
    ['', /is not a web address/],
    ['https://shop.example/auth?a=b', /without \? and #/],
    ['https://shop.example/auth?', /without \? and #/],
    ['https://shop.example/#auth', /without \? and #/],
    ['https://shop.example/a/../auth', /not everybody reads alike/],
    ['https://shop.example/auth/.', /not everybody reads alike/],
    ['https://shop.example/%61uth', /not everybody reads alike/],
    ['https://shop.example/a%2Fb', /not everybody reads alike/],
    ['https://shop.example/äuth', /not everybody reads alike/],
    ['https://shop.example/a b', /not everybody reads alike/],
    ['https://shop.example/:path', /not everybody reads alike/],
    ['https://shop.example/*', /not everybody reads alike/],
    ['https://shop.example\\auth', /not everybody reads alike/],
    ['https://sh\nop.example/auth', /line breaks/],
    ['ht\ttps://shop.example', /line breaks/],
    ['https:shop.example/auth', /not everybody reads alike/],
    ['https:///shop.example/auth', /not everybody reads alike/],
  ])('refuses %j', (text, fault) => {
    expect(parsePublicUrl(text)).toEqual({ fault: expect.stringMatching(fault) as string });
  });

  it('does not repeat a password that should not be there', () => {
    const read = parsePublicUrl('https://ada:lovelace@shop.example/auth');
    expect(read).toEqual({ fault: expect.stringMatching(/must not hold a user name/) as string });
    expect(JSON.stringify(read)).not.toContain('lovelace');
  });
});

it('takes origin and path apart', () => {
  expect(originOf('https://shop.example/auth')).toBe('https://shop.example');
  expect(basePathOf('https://shop.example/auth')).toBe('/auth');
  expect(basePathOf('https://shop.example')).toBe('');
});
