/* Every element of the console's pages, by its tag. */
import '@totp-kit/components/totp-setup.js';
import '@totp-kit/components/totp-verify.js';
import { defineElement } from '@totp-kit/components/console.js';
import { ConsoleChartElement } from './parts/console-chart.ts';
import { ConsoleDialogElement } from './parts/console-dialog.ts';
import { ConsoleOnceElement } from './parts/console-once.ts';
import { ConsoleJoinElement } from './shell/console-join.ts';
import { ConsoleShellElement } from './shell/console-shell.ts';
import { ConsoleSignInElement } from './shell/console-sign-in.ts';
import { IdleWarningElement } from './shell/idle-warning.ts';
import { ConsoleAdministratorsElement } from './views/console-administrators.ts';
import { ConsoleEventsElement } from './views/console-events.ts';
import { ConsoleKeysElement } from './views/console-keys.ts';
import { ConsoleOverviewElement } from './views/console-overview.ts';
import { ConsoleSettingsElement } from './views/console-settings.ts';

defineElement('console-chart', ConsoleChartElement);
defineElement('console-dialog', ConsoleDialogElement);
defineElement('console-once', ConsoleOnceElement);
defineElement('console-join', ConsoleJoinElement);
defineElement('console-sign-in', ConsoleSignInElement);
defineElement('console-idle-warning', IdleWarningElement);
defineElement('console-administrators', ConsoleAdministratorsElement);
defineElement('console-events', ConsoleEventsElement);
defineElement('console-keys', ConsoleKeysElement);
defineElement('console-overview', ConsoleOverviewElement);
defineElement('console-settings', ConsoleSettingsElement);
defineElement('console-shell', ConsoleShellElement);
