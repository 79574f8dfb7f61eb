/** Why a token was not accepted. */
export type RefusalReason =
  /** Not a JWT at all, or one without the claims it must have. */
  | 'malformed'
  /** Not signed by a key of this server, or issued by another one. */
  | 'not_ours'
  /** A proof where a session is due, or the other way round. */
  | 'wrong_type'
  | 'expired'
  /** Issued in the future: one of the two clocks is wrong. */
  | 'not_yet_valid'
  /** Older than the `maxAgeSeconds` that the caller asked for. */
  | 'too_old'
  | 'wrong_subject'
  | 'wrong_audience'
  | 'wrong_purpose'
  | 'wrong_ticket'
  | 'replayed';

/** A refusal to write into a log. It never holds the token. */
export interface Refusal {
  readonly token: 'session' | 'proof';
  readonly reason: RefusalReason;
  /** What does not fit, in a sentence. */
  readonly message: string;
}

/** A refusal before it is said which token it is of. A class, so that no claims can look like one. */
export class Refused {
  readonly reason: RefusalReason;
  readonly message: string;

  constructor(reason: RefusalReason, message: string) {
    this.reason = reason;
    this.message = message;
  }
}
