import { createTotpClient } from '@totp-kit/components/client.js';
import { HttpConsoleClient, systemClock } from '@totp-kit/components/console.js';
import { HttpManagementClient } from '@totp-kit/components/management.js';
import { CodeQuestion } from './logic/code-question.ts';
import { ConsoleContext } from './logic/console-context.ts';
import { consolePath, routeOf } from './logic/routes.ts';
import { SessionKeeper } from './logic/session-keeper.ts';
import { StepUp } from './logic/step-up.ts';
import { takeInvitation } from './logic/take-invitation.ts';

// Before anything else may look at the address.
const link = routeOf(location.pathname) === 'join' ? takeInvitation(location, history) : undefined;

await import('./elements.ts');

const server = new URL(`${consolePath}/`, location.origin);
const client = new HttpConsoleClient({ server });
const question = new CodeQuestion();
const context = new ConsoleContext({
  client,
  management: new HttpManagementClient({ server }),
  keeper: new SessionKeeper({ client, clock: systemClock }),
  stepUp: new StepUp(() => question.ask()),
  clock: systemClock,
  server: server.href,
});

const shell = document.createElement('console-shell');
Object.assign(shell, { context, question, link });
document.body.append(shell);

// The name that people know the site by. Without it, the console is still the console.
const settings = await createTotpClient({ server: location.origin })
  .settings()
  .catch(() => undefined);
shell.issuer = settings?.issuer ?? '';
