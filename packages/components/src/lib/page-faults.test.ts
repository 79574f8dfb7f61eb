import { expect } from 'chai';
import { LitElement } from 'lit';
import { warnOfMissing } from './page-faults.ts';
import { registerElement } from './register-element.ts';
import { until } from './testing/stage.ts';

const warnings: string[] = [];
const { warn } = console;

describe('a page that loads the package in a wrong way', () => {
  before(() => (console.warn = (line: string) => warnings.push(line)));
  beforeEach(() => warnings.splice(0));
  after(() => (console.warn = warn));
  afterEach(() => document.body.replaceChildren());

  it('keeps the first of two copies, and says once which', async () => {
    const first = class extends LitElement {};
    const second = class extends LitElement {};
    registerElement('0.1.0', 'totp-a', first);
    registerElement('https://auth.example/totp-kit.js', 'totp-a', second);
    registerElement('https://auth.example/totp-kit.js', 'totp-b', second);
    registerElement('https://auth.example/totp-kit.js', 'totp-a', class extends LitElement {});
    await until(() => warnings.length > 0);
    expect(customElements.get('totp-a')).to.equal(first);
    expect(customElements.get('totp-b')).to.equal(second);
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.include('is used: @totp-kit/components 0.1.0.');
    expect(warnings[0]).to.include('is ignored: https://auth.example/totp-kit.js.');
  });

  it('says nothing of a copy that comes again by itself', async () => {
    registerElement('0.1.0', 'totp-c', class extends LitElement {});
    registerElement('0.1.0', 'totp-c', class extends LitElement {});
    await import('./page-faults.ts');
    expect(warnings).to.deep.equal([]);
  });

  it('names the import of each element that nobody registered, and no others', () => {
    document.body.innerHTML =
      '<totp-qr></totp-qr><totp-key></totp-key><totp-key></totp-key><other-tag></other-tag><totp-mine></totp-mine>';
    warnOfMissing();
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.include(
      "import '@totp-kit/components/totp-qr'; import '@totp-kit/components/totp-key';",
    );
    expect(warnings[0]).not.to.match(/other-tag|totp-mine/);
  });

  it('has nothing to say where all are registered', () => {
    document.body.innerHTML = '<totp-a></totp-a><p></p>';
    warnOfMissing();
    expect(warnings).to.deep.equal([]);
  });
});
