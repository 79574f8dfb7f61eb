import type { Enrollment } from '@totp-kit/protocol';
import type { SetupStep } from './flow/setup-flow.ts';

/** The enrollment that a step shows, if it shows one. */
export function enrollmentOf(step: SetupStep | undefined): Enrollment | undefined {
  return step?.name === 'enroll' || step?.name === 'confirming' ? step.enrollment : undefined;
}

/** Only what an authenticator app understands ever becomes a link or a QR code, whatever a server answers. */
export function provisioningUrlOf(enrollment: Enrollment | undefined): string | undefined {
  const url = enrollment?.provisioningUrl;
  return url?.startsWith('otpauth://totp/') ? url : undefined;
}
