import type { Notice } from './flow/notice.ts';

/** Whether a notice belongs beside the field of the login ID. */
export function isAboutLoginId(notice: Notice | undefined): boolean {
  if (!notice || typeof notice === 'string') return notice?.startsWith('login_id') ?? false;
  const { code, faults } = notice;
  return (
    code === 'login_id_taken' ||
    (code === 'invalid_request' && faults.some(({ field }) => field === 'loginId'))
  );
}
