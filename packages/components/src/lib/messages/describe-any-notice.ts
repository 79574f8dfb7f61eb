import { TotpError } from '@totp-kit/protocol/errors';
import type { Notice } from '../flow/notice.ts';
import { isMisconfiguration } from '../site-fault.ts';
import type { NoticeMessages } from './catalogue.ts';
import { describeNotice } from './describe-notice.ts';

/** What a notice says to the person, where the words for rare ones are there, too. */
export function describeAnyNotice(notice: Notice, messages: NoticeMessages): string {
  const isOurs = notice instanceof TotpError && isMisconfiguration(notice);
  return (
    describeNotice(notice, messages) ??
    (isOurs ? messages.origin_not_allowed : undefined) ??
    messages.internal
  );
}
