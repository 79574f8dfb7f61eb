import type { JWTPayload } from 'jose';
import { Refused } from './refusal.ts';

/** Somebody whose code, or recovery code, the server has checked. */
export interface VerifiedPerson {
  readonly userId: string;
  readonly loginId: string;
  /** False for who signed up by themselves: nobody has checked that the login ID is theirs. */
  readonly loginIdVerified: boolean;
  /** How: `otp`, or in a proof `recovery_code`. */
  readonly methods: readonly string[];
  readonly verifiedAt: Date;
  readonly expiresAt: Date;
}

export interface VerifiedSession extends VerifiedPerson {
  readonly sessionId: string;
}

export interface VerifiedProof extends VerifiedPerson {
  readonly audience: string;
  readonly purpose: string;
  readonly ticketId: string;
  /** `jti`, different for every proof. */
  readonly proofId: string;
}

const reasons = {
  aud: 'wrong_audience',
  sub: 'wrong_subject',
  purpose: 'wrong_purpose',
  tid: 'wrong_ticket',
} as const;

/** The first claim that is not exactly what it must be. An audience is one string: nothing of ours has several. */
export function mismatch(
  claims: JWTPayload,
  expected: Partial<Record<keyof typeof reasons, string>>,
): Refused | undefined {
  for (const [claim, wanted] of Object.entries(expected)) {
    if (claims[claim] === wanted) continue;
    const is = JSON.stringify(claims[claim]) as string | undefined;
    const message = `Its "${claim}" is ${is ?? 'missing'}, not ${JSON.stringify(wanted)}.`;
    return new Refused(reasons[claim as keyof typeof reasons], message);
  }
  return undefined;
}

export function readSession(claims: JWTPayload): VerifiedSession | Refused {
  const person = readPerson(claims);
  const { sid } = claims;
  if (person === undefined || typeof sid !== 'string') return incomplete();
  return { ...person, sessionId: sid };
}

export function readProof(claims: JWTPayload): VerifiedProof | Refused {
  const person = readPerson(claims);
  const { aud, purpose, tid, jti } = claims;
  const isComplete =
    typeof aud === 'string' &&
    typeof purpose === 'string' &&
    typeof tid === 'string' &&
    typeof jti === 'string';
  if (person === undefined || !isComplete) return incomplete();
  return { ...person, audience: aud, purpose, ticketId: tid, proofId: jti };
}

function readPerson(claims: JWTPayload): VerifiedPerson | undefined {
  const { sub, exp, amr, auth_time: authTime, login_id: loginId } = claims;
  if (typeof sub !== 'string' || typeof loginId !== 'string') return undefined;
  if (exp === undefined || typeof authTime !== 'number' || !Array.isArray(amr)) return undefined;
  return {
    userId: sub,
    loginId,
    loginIdVerified: claims['login_id_verified'] === true,
    methods: amr.filter((method) => typeof method === 'string'),
    verifiedAt: new Date(authTime * 1000),
    expiresAt: new Date(exp * 1000),
  };
}

function incomplete() {
  return new Refused('malformed', 'A claim that it must have is missing.');
}
