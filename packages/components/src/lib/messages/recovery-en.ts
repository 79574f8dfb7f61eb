import type { RecoveryMessages } from './catalogue.ts';

export const recoveryEn: RecoveryMessages = {
  recoveryTitle: 'Keep these recovery codes',
  recoveryIntro:
    'Your authenticator app works. If you ever lose your phone, one of these gets you in, once each. They are shown only now: keep them somewhere safe that isn’t your phone.',
  recoveryList: 'Recovery codes',
  recoveryCopy: 'Copy',
  recoveryCopied: 'Copied',
  recoveryCopyFailed: 'Copying didn’t work. The codes are selected: copy them from there.',
  recoveryDownload: 'Download',
  recoveryPrint: 'Print',
  recoverySaved: 'I have saved them',
  recoverySheet: 'Recovery codes for {loginId}. Each works once.',
  recoveryEntryIntro: 'Enter one of the codes you kept when you set up your authenticator app.',
  recoveryEntryLabel: 'Recovery code',
  recoveryEntryHint: '24 letters and digits. Spaces and dashes don’t matter.',
  recoveryRefused: 'That recovery code didn’t work. Check it, or try another one: each works once.',
  recoveryAndLoginIdRefused:
    'That didn’t work. Check your login ID and the recovery code, or try another one: each works once.',
  useAuthenticator: 'Use your authenticator app',
};
