import type { TotpSetupElement } from '@totp-kit/components';
import { connect } from '../totp-kit.ts';
import { shareEnrollment } from './share-enrollment.ts';

const styles = import.meta.glob<string>('./looks/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
});

// Before the elements' script is here, so that each finds its client when it comes alive.
showSources();
const connecting = connect();
const client = shareEnrollment(connecting);
const loginId = `guest${randomName()}@windowsill.example`;
for (const setup of document.querySelectorAll<TotpSetupElement>('totp-setup')) {
  Object.assign(setup, { client, loginId });
}
connecting.catch(() => say('The screens could not be loaded. Reload this page to try again.'));

document.addEventListener('totp-success', () => {
  const link = Object.assign(document.createElement('a'), {
    href: './account.html',
    textContent: 'Open your windowsill',
  });
  say(`You are signed up as ${loginId}. `, link);
});

document.querySelector('.scheme')?.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLInputElement) document.documentElement.dataset['scheme'] = target.value;
});

/** Each look's code stands below it, as it is in its file and in this page. */
function showSources(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-source]')) {
    place.textContent = styles[`./looks/${place.dataset['source'] ?? ''}.css`] ?? '';
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-markup]')) {
    const setup = document.querySelector(`.${place.dataset['markup'] ?? ''} totp-setup`);
    place.textContent = setup ? dedent(setup.outerHTML) : '';
  }
}

/** Takes away what all lines but the first are indented by, which is what the last one is. */
function dedent(markup: string): string {
  const indent = /\n( *)\S.*$/.exec(markup)?.[1] ?? '';
  return markup.replaceAll(`\n${indent}`, '\n');
}

function say(...content: readonly (string | Node)[]): void {
  document.querySelector('.signed-up')?.replaceChildren(...content);
}

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(3)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
