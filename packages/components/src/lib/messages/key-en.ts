import type { KeyMessages } from './catalogue.ts';

export const keyEn: KeyMessages = {
  keyIntro: 'In your authenticator app, choose to add an account by a setup key, and enter this:',
  keyLabel: 'Key',
  openApp: 'Open authenticator app',
  openAppMissed: 'Did no app open? Copy this key into your authenticator app:',
  copyKey: 'Copy key',
  copied: 'Copied',
  clearClipboard: 'Paste it into your authenticator app, then copy something else over it.',
  copyFailed: 'Copying didn’t work. The key is selected: copy it from there.',
};
