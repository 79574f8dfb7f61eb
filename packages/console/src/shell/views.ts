import { TotpError } from '@totp-kit/components/console.js';
import { html, type TemplateResult } from 'lit';
import type { ConsoleContext } from '../logic/console-context.ts';
import type { ViewName } from '../logic/routes.ts';

const signedOut = new TotpError('unauthenticated');

/** The element of a view. */
export function renderView(view: ViewName, context: ConsoleContext): TemplateResult {
  switch (view) {
    case 'overview':
      return html`<console-overview .context=${context}></console-overview>`;
    case 'users':
      return html`<totp-users
        lang="en"
        server=${context.server}
        .client=${context.management}
        .verifyClient=${context.signIn}
        @totp-sign-in-needed=${() => context.notice(signedOut)}
      ></totp-users>`;
    case 'events':
      return html`<console-events .context=${context}></console-events>`;
    case 'keys':
      return html`<console-keys .context=${context}></console-keys>`;
    case 'administrators':
      return html`<console-administrators .context=${context}></console-administrators>`;
    case 'settings':
      return html`<console-settings .context=${context}></console-settings>`;
  }
}
