import { isAboutLoginId } from '../about-login-id.ts';
import type { Notice } from '../flow/notice.ts';
import type { NoticeMessages } from './catalogue.ts';

/**
 * What a notice says to the person, or undefined where the words for it are not loaded yet. The message of an error
 * itself is for developers.
 */
export function describeNotice(notice: Notice, messages: NoticeMessages): string | undefined {
  if (typeof notice === 'string') return messages[notice];
  const { code } = notice;
  if (code === 'invalid_request' && isAboutLoginId(notice)) return messages.login_id_refused;
  if (code === 'invalid_code' && notice.clockOffsetSeconds) return messages.clock_off;
  return (messages as Readonly<Record<string, string | undefined>>)[code];
}
