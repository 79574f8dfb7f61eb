import { expect } from 'chai';
import { BrowserTokens } from './browser-tokens.ts';

const server = new URL('https://auth.example/');
const token = `browser_${'a'.repeat(43)}`;

describe('BrowserTokens', () => {
  afterEach(() => localStorage.clear());

  it('keeps a token for each login ID, whatever its case', async () => {
    const tokens = new BrowserTokens(server);
    await tokens.keep('Ada@Example.com', token);
    expect(await tokens.read(' ada@example.com ')).to.equal(token);
    expect(await tokens.read('bea@example.com')).to.equal(undefined);
    expect(await new BrowserTokens(new URL('https://b.example/')).read('ada@example.com')).to.equal(
      undefined,
    );
  });

  it('does not write who it is into storage', async () => {
    await new BrowserTokens(server).keep('ada@example.com', token);
    expect(Object.keys(localStorage).join()).to.match(/^totp-kit:browser:[0-9a-f]{32}$/);
  });

  it('keeps what it has when an answer brings none', async () => {
    const tokens = new BrowserTokens(server);
    await tokens.keep('ada', token);
    await tokens.keep('ada', undefined);
    expect(await tokens.read('ada')).to.equal(token);
  });
});
