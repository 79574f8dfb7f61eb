import type { CoreMessages } from './catalogue.ts';

export const coreEn: CoreMessages = {
  tryAgain: 'Try again',

  loginId: 'Login ID',
  codeDigitsOnly: 'The code has digits only.',
  codeTooLong: 'The code has 6 digits. Only the first 6 were kept.',
  codeStep: 'Enter the 6-digit code it shows',
  confirmSubmit: 'Confirm',

  signInTitle: 'Sign in',
  signInIntro: 'Open your authenticator app and enter the code it shows.',
  signInCode: 'Code from your authenticator app',
  signInSubmit: 'Sign in',
  useRecoveryCode: 'Lost your phone? Use a recovery code',
  stepUpTitle: 'Confirm that it’s you',
};
