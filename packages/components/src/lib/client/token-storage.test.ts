import type { Session } from '@totp-kit/protocol';
import { expect } from 'chai';
import '../../totp-verify.ts';
import { session, verification } from '../testing/answers.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { clearStage, enterCode, listen, settle, stage, until } from '../testing/stage.ts';
import { HttpTotpClient } from './http-totp-client.ts';
import { TokenStorage, type TokenPlace } from './token-storage.ts';

const server = new URL('https://auth.example/');
const name = `totp-kit:${server.href}`;
const { accessToken, refreshToken, expiresAt } = session;
const tokens = { accessToken, refreshToken, expiresAt };
const newer: Session = { ...session, accessToken: 'access-2', refreshToken: 'refresh-2' };

function placesInUse(): TokenPlace[] {
  const places: TokenPlace[] = [];
  if (sessionStorage.getItem(name) !== null) places.push('session');
  if (localStorage.getItem(name) !== null) places.push('local');
  return places;
}

const setItem = Storage.prototype.setItem;

describe('TokenStorage', () => {
  afterEach(() => {
    Storage.prototype.setItem = setItem;
    new TokenStorage(server).clear();
    localStorage.clear();
    sessionStorage.clear();
  });

  for (const [place, used] of [
    ['memory', []],
    ['session', ['session']],
    ['local', ['local']],
  ] as const) {
    it(`keeps the tokens in ${place}, where others on the page find them`, () => {
      new TokenStorage(server).keep(session, place);
      expect(new TokenStorage(server).read()).to.deep.equal(tokens);
      expect(placesInUse()).to.deep.equal(used);
    });

    it(`keeps newer tokens where those in ${place} were`, () => {
      const storage = new TokenStorage(server);
      storage.keep(session, place);
      storage.keep(newer);
      expect(storage.read()?.accessToken).to.equal('access-2');
      expect(placesInUse()).to.deep.equal(used);
    });

    it(`forgets what is in ${place}`, () => {
      const storage = new TokenStorage(server);
      storage.keep(session, place);
      storage.clear();
      expect(storage.read()).to.equal(undefined);
      expect(placesInUse()).to.deep.equal([]);
    });
  }

  it('keeps tokens for the tab unless a place is named', () => {
    new TokenStorage(server).keep(session);
    expect(placesInUse()).to.deep.equal(['session']);
  });

  it('keeps tokens in one place at a time', () => {
    const storage = new TokenStorage(server);
    for (const place of ['local', 'session', 'memory', 'local'] as const) {
      storage.keep(session, place);
      expect(placesInUse()).to.deep.equal(place === 'memory' ? [] : [place]);
      expect(storage.read()).to.deep.equal(tokens);
    }
  });

  it('keeps nothing of an answer whose tokens went as cookies', () => {
    const storage = new TokenStorage(server);
    storage.keep({ expiresAt, refreshExpiresAt: expiresAt, freshUntil: expiresAt }, 'local');
    storage.keep(undefined, 'local');
    expect(storage.read()).to.equal(undefined);
  });

  it('keeps the tokens of each server apart', () => {
    new TokenStorage(server).keep(session, 'local');
    expect(new TokenStorage(new URL('https://b.example/')).read()).to.equal(undefined);
  });

  it('keeps the session for the page where the browser refuses storage', () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    const storage = new TokenStorage(server);
    storage.keep(session, 'local');
    expect(storage.read()).to.deep.equal(tokens);
    expect(placesInUse()).to.deep.equal([]);
  });

  it('takes what it cannot read for nothing', () => {
    localStorage.setItem(name, '{');
    expect(new TokenStorage(server).read()).to.equal(undefined);
  });
});

describe('the storage of a session', () => {
  afterEach(() => {
    clearStage();
    new TokenStorage(server).clear();
  });

  for (const [storage, used] of [
    ['memory', []],
    ['session', ['session']],
    ['local', ['local']],
  ] as const) {
    it(`is ${storage} where HttpTotpClient is told so`, async () => {
      const client = new HttpTotpClient({
        server,
        storage,
        clock: new FakeClock(),
        fetch: async () => new Response(JSON.stringify(verification)),
      });
      await client.verify({ loginId: 'ada', code: '123456' });
      expect(placesInUse()).to.deep.equal(used);
      expect(new TokenStorage(server).read()).to.deep.equal(tokens);
    });
  }

  const originalFetch = window.fetch;
  for (const storage of ['memory', 'session', 'local'] as const) {
    it(`is ${storage} where the attribute of an element says so`, async () => {
      window.fetch = async () => new Response(JSON.stringify(verification));
      try {
        const element = await stage('totp-verify', { server: server.href, loginId: 'ada' });
        element.setAttribute('storage', storage);
        await settle();
        const successes = listen(element, 'totp-success');
        await enterCode(element, '123456');
        await until(() => successes.length > 0);
        expect(placesInUse()).to.deep.equal(storage === 'memory' ? [] : [storage]);
      } finally {
        window.fetch = originalFetch;
      }
    });
  }
});
