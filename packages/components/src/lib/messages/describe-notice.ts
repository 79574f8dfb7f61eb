import type { Notice } from '../flow/notice.ts';
import { isMisconfiguration } from '../site-fault.ts';
import type { MessageCatalogue, NoticeCode } from './catalogue.ts';

/** What a notice says to the person. The message of an error itself is for developers. */
export function describeNotice(notice: Notice, { notices }: MessageCatalogue): string {
  if (typeof notice === 'string') return notices[notice];
  const { code } = notice;
  if (code === 'invalid_request' && isAboutLoginId(notice)) return notices.login_id_refused;
  if (code === 'invalid_code' && notice.clockOffsetSeconds) return notices.clock_off;
  if (isMisconfiguration(notice)) return notices.origin_not_allowed;
  return code in notices ? notices[code as NoticeCode] : notices.internal;
}

/** Whether a notice belongs beside the field of the login ID. */
export function isAboutLoginId(notice: Notice): boolean {
  if (typeof notice === 'string') return notice.startsWith('login_id');
  if (notice.code === 'login_id_taken') return true;
  return (
    notice.code === 'invalid_request' && notice.faults.some(({ field }) => field === 'loginId')
  );
}
