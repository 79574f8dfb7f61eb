/* How something ends, and what is said when something rare is wrong. One chunk, loaded before the answer comes. */
export { endingEn } from '../messages/ending-en.ts';
export { describeAnyNotice } from '../messages/describe-any-notice.ts';
export { isOutage, reportFault } from '../site-fault.ts';
export { endingStyles } from './endings.styles.ts';
export * from './ending-screens.ts';
