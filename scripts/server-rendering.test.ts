import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TotpVerify } from '@totp-kit/components/react';
import { createElement } from 'react';
import { renderToString as renderReact } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createSSRApp, h } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';

// What docs/frameworks.md says of a ticket that an element is given on a server.

const given = { server: 'https://auth.example', action: 'step-up', ticket: 'secret' } as const;

test('the component of React leaves the ticket out of the HTML', () => {
  const html = renderReact(createElement(TotpVerify, given));
  expect(html).toContain('server="https://auth.example"');
  expect(html).not.toContain('secret');
});

test('a bare tag of React 19, and Vue, write the ticket into the HTML, as the page says that they may', async () => {
  expect(renderReact(createElement('totp-verify', given))).toContain('ticket="secret"');
  const app = createSSRApp({ render: () => h('totp-verify', given) });
  expect(await renderVue(app)).toContain('ticket="secret"');
  const page = readFileSync(path.resolve(import.meta.dirname, '../docs/frameworks.md'), 'utf8');
  expect(page).toMatch(/\| tags in React 19,.* Vue \(Nuxt\),.*\| may stand in the HTML/);
});
