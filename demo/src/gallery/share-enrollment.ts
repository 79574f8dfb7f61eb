import type { TotpClient } from '@totp-kit/components';

type Enrollment = Awaited<ReturnType<TotpClient['startEnrollment']>>;

/** With less left than this, starting again asks the server. */
const leastRemainingMs = 60_000;

/**
 * A client that starts one enrollment and gives it to every element that asks for one. The server counts starts, and
 * a page with nine of the same screen needs no nine keys.
 */
export function shareEnrollment(connecting: Promise<TotpClient>): TotpClient {
  let shared: Promise<Enrollment> | undefined;

  const isGood = async (enrollment: Promise<Enrollment>): Promise<boolean> => {
    const { expiresAt } = await enrollment;
    return Date.parse(expiresAt) - Date.now() > leastRemainingMs;
  };
  const forget = (enrollment: Promise<Enrollment> | undefined): void => {
    if (shared === enrollment) shared = undefined;
  };

  return {
    async startEnrollment(body, options) {
      const before = shared;
      if (before && !(await isGood(before).catch(() => false))) forget(before);
      shared ??= connecting.then((client) => client.startEnrollment(body, options));
      return shared;
    },
    async confirmEnrollment(enrollmentId, code) {
      const current = shared;
      try {
        return await (await connecting).confirmEnrollment(enrollmentId, code);
      } catch (error) {
        if (hasEnded(error)) forget(current);
        throw error;
      }
    },
    // The other elements still show it.
    cancelEnrollment: async () => {},
    verify: async (credentials) => (await connecting).verify(credentials),
    answerTicket: async (...asked) => (await connecting).answerTicket(...asked),
    stepUp: async (credentials) => (await connecting).stepUp(credentials),
    selfService: async (options) => (await connecting).selfService(options),
    settings: async () => (await connecting).settings(),
    hasAccount: async (loginId) => (await connecting).hasAccount(loginId),
    session: async () => (await connecting).session(),
    accessToken: async () => (await connecting).accessToken(),
    signOut: async (options) => (await connecting).signOut(options),
  };
}

function hasEnded(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'enrollment_expired';
}
