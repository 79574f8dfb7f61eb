import { expect } from 'chai';
import { createTotpClient } from './create-totp-client.ts';
import { resolveServer, setDefaultServer } from './default-server.ts';

describe('resolveServer', () => {
  it('ends every path with a slash and drops query and fragment', () => {
    expect(resolveServer('https://auth.example/base?x#y')?.href).to.equal(
      'https://auth.example/base/',
    );
  });

  it('leaves a password in it out', () => {
    expect(resolveServer('https://user:pw@auth.example')?.href).to.equal('https://auth.example/');
  });

  it('counts relative URLs from the page', () => {
    expect(resolveServer('/auth')?.href).to.equal(`${location.origin}/auth/`);
  });

  for (const server of ['http://', 'javascript:alert(1)', 'data:text/html,x']) {
    it(`takes ${server} for no web address`, () => {
      expect(resolveServer(server)).to.equal(undefined);
    });
  }
});

describe('createTotpClient', () => {
  it('says what to do when no server is known', () => {
    expect(() => createTotpClient()).to.throw(/totp-kit\.js.*server="https/);
  });

  it('says which server attribute is none', () => {
    expect(() => createTotpClient({ server: 'http://' })).to.throw('server="http://"');
  });

  it('gives everybody who names a server the same client', () => {
    setDefaultServer(new URL('https://auth.example/'));
    expect(createTotpClient()).to.equal(createTotpClient({ server: 'https://auth.example' }));
  });
});
