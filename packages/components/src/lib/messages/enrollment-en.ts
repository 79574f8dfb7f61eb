import type { EnrollmentMessages } from './catalogue.ts';

export const enrollmentEn: EnrollmentMessages = {
  loginIdHint: 'The name you’ll sign in with, such as your email address.',
  identifyTitle: 'Create your account',
  identifyIntro: 'No password needed: you’ll sign in with an authenticator app on your phone.',
  identifySubmit: 'Continue',
  setupTitle: 'Set up your authenticator app',
  setupPreparing: 'Preparing your key…',
  setupIntro: 'It will show the codes that sign in {loginId}.',
  changeLoginId: 'Change login ID',
  scanStep: 'Scan with your authenticator app',
  openStep: 'Add it to your authenticator app',
  cannotScan: 'Can’t scan? Enter a key instead',
  anotherDevice: 'Use another device',
  qrAlternative: 'QR code for your authenticator app. If you can’t scan it, enter the key instead.',
  qrFailed: 'The QR code couldn’t be drawn. Enter the key instead.',
};
