import type { EnrollmentCatalogue } from './catalogue.ts';

export const enrollmentEn: EnrollmentCatalogue = {
  setupIntro: 'It will show the codes that sign in {loginId}.',
  changeLoginId: 'Change login ID',
  scanStep: 'Scan with your authenticator app',
  openStep: 'Add it to your authenticator app',
  cannotScan: 'Can’t scan? Enter a key instead',
  anotherDevice: 'Use another device',
  keyIntro: 'In your authenticator app, choose to add an account by a setup key, and enter this:',
  qrAlternative: 'QR code for your authenticator app. If you can’t scan it, enter the key instead.',
  qrFailed: 'The QR code couldn’t be drawn. Enter the key instead.',
  openApp: 'Open authenticator app',
  openAppMissed: 'Did no app open? Copy this key into your authenticator app:',
  copyKey: 'Copy key',
  copied: 'Copied',
  copyFailed: 'Copying didn’t work. The key is selected: copy it from there.',
  expiredTitle: 'This setup has ended',
  expiredText:
    'To keep you safe, a setup ends after a while. Start again for a new QR code. If your app already has an entry from this one, delete it.',
  startAgain: 'Start again',
  setupDoneTitle: 'You’re all set',
  setupDoneText: 'From now on, your authenticator app signs in {loginId}.',
  setupWasDoneTitle: 'You’re already set up',
};
