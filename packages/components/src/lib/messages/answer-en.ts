import type { AnswerMessages } from './catalogue.ts';

export const answerEn: AnswerMessages = {
  signInRefused: 'That didn’t work. Check your login ID, wait for the next code and try again.',

  login_id_missing: 'Enter a login ID.',
  code_incomplete: 'Enter all 6 digits of the code.',

  invalid_code: 'That code didn’t work. Wait for the next one and try again.',
  too_many_attempts: 'Too many tries. Wait a little, then try again.',
  internal: 'Something went wrong on our side. Wait a moment and try again.',

  server_unreachable: 'No connection. Check your internet connection and try again.',
};
