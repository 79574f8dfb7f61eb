import type { FlowMessages } from './catalogue.ts';

export const flowEn: FlowMessages = {
  chooseTitle: 'Sign in or sign up',
  chooseIntro: 'No password needed: you use an authenticator app on your phone.',
  chooseSignIn: 'I’ve set it up here before',
  chooseSignUp: 'I’m new here',
  goOn: 'Continue',
  back: 'Back',
};
