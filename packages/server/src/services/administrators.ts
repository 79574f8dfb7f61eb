import type { Administrator, ConsoleRole, Enrollment, Invitation } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import { administratorLoginId, type LoginId } from '../core/login-id.ts';
import { hashToken, randomId, randomToken } from '../core/tokens.ts';
import type { AdministratorRecord, AdministratorRefusal } from '../store/administrators.ts';
import type { NewInvitation } from '../store/invitations.ts';
import { refuse, type Actor, type Refusal, type ServiceContext } from './context.ts';
import type { EnrollmentAnswer, EnrollmentService, StartRefusal } from './enrollments.ts';

interface AdministratorDependencies {
  readonly context: ServiceContext;
  readonly enrollments: EnrollmentService;
}

/** Why an administrator cannot be changed. */
type ChangeRefusal = Refusal<'not_found' | 'conflict'>;

/** Whom a change is about, and who asks for it: nobody does it to themselves. None on the command line. */
export interface AdministratorTarget {
  readonly administratorId: string;
  readonly oneself?: string | undefined;
}

/** The administrators of the console: who they are, how they come in, how they go. */
export class AdministratorService {
  readonly #context: ServiceContext;
  readonly #enrollments: EnrollmentService;

  constructor({ context, enrollments }: AdministratorDependencies) {
    this.#context = context;
    this.#enrollments = enrollments;
  }

  async list(oneself?: string): Promise<Administrator[]> {
    const { store, clock } = this.#context;
    const records = await store.listAdministrators(clock());
    return records.map((record) => present(record, oneself));
  }

  /** A link that makes the first administrator, good for 15 minutes; undefined when there is one. */
  async inviteFirst(by: Actor): Promise<string | undefined> {
    const { stored, token } = this.#mint(durations.firstAdministrator);
    const isKept = await this.#context.store.inviteFirstAdministrator(stored, by);
    return isKept ? this.#link('first', token) : undefined;
  }

  /** Makes an administrator, who enrolls by the link. */
  async create(
    { loginId, role }: { readonly loginId: LoginId; readonly role: ConsoleRole },
    by: Actor,
  ): Promise<Invitation | Refusal<'login_id_taken'>> {
    const { stored, token } = this.#mint(durations.invitation);
    const administratorId = randomId('admin');
    const isCreated = await this.#context.store.createAdministrator(
      { administratorId, loginId: administratorLoginId(loginId), role },
      stored,
      by,
    );
    if (!isCreated) {
      return refuse('login_id_taken', { message: 'There is an administrator of that login ID.' });
    }
    const invitation = await this.#present({ administratorId, oneself: by.id }, stored, token);
    return isGone(invitation) ? refuse('login_id_taken') : invitation;
  }

  /** Ends an administrator's authenticators, sessions and known browsers; they enroll again by the link. */
  async reset(target: AdministratorTarget, by: Actor): Promise<Invitation | ChangeRefusal> {
    const { store, clock } = this.#context;
    const { stored, token } = this.#mint(durations.invitation);
    const outcome = await store.resetAdministrator({ ...target, at: clock(), by }, stored);
    return outcome === 'reset' ? this.#present(target, stored, token) : explain(outcome);
  }

  /** Gives another role. Their sessions end. */
  async changeRole(
    target: AdministratorTarget,
    role: ConsoleRole,
    by: Actor,
  ): Promise<Administrator | ChangeRefusal> {
    const at = this.#context.clock();
    const outcome = await this.#context.store.changeRole({ ...target, at, by }, role);
    return outcome === 'changed' ? this.#find(target) : explain(outcome);
  }

  async remove(target: AdministratorTarget, by: Actor): Promise<ChangeRefusal | undefined> {
    const at = this.#context.clock();
    const outcome = await this.#context.store.removeAdministrator({ ...target, at, by });
    return outcome === 'removed' ? undefined : explain(outcome);
  }

  /** Starts the enrollment an invitation is for. The first administrator chooses a login ID. */
  startEnrollment(
    start: { readonly invitation: string; readonly loginId?: LoginId | undefined },
    by: Actor,
  ): Promise<Enrollment | Refusal<StartRefusal>> {
    const { invitation, loginId } = start;
    const permit = {
      kind: 'invitation',
      invitationHash: hashToken(invitation),
      signUpAs: loginId && administratorLoginId(loginId),
    } as const;
    return this.#enrollments.startInvited(permit, by);
  }

  confirm(enrollmentId: string, code: string, by: Actor): Promise<EnrollmentAnswer> {
    return this.#enrollments.confirm({ enrollmentId, code, surface: 'console' }, by);
  }

  cancel(enrollmentId: string): Promise<void> {
    return this.#enrollments.cancel(enrollmentId);
  }

  #mint(lifetimeMs: number): { readonly stored: NewInvitation; readonly token: string } {
    const token = randomToken('invitation');
    const at = this.#context.clock();
    const invitationId = randomId('invitation');
    const invitationHash = hashToken(token);
    return { stored: { invitationId, invitationHash, at, expiresAt: at + lifetimeMs }, token };
  }

  async #present(
    target: AdministratorTarget,
    { expiresAt }: NewInvitation,
    token: string,
  ): Promise<Invitation | Refusal<'not_found'>> {
    const administrator = await this.#find(target);
    if (isGone(administrator)) return administrator;
    const url = this.#link('invitation', token);
    return { administrator, url, expiresAt: toIso(expiresAt) };
  }

  async #find({
    administratorId,
    oneself,
  }: AdministratorTarget): Promise<Administrator | Refusal<'not_found'>> {
    const found = (await this.list(oneself)).find((one) => one.administratorId === administratorId);
    return found ?? refuse('not_found');
  }

  /** The token is in the fragment, which no server and no referrer ever sees. */
  #link(kind: 'first' | 'invitation', token: string): string {
    return `${this.#context.publicUrl}/console/join#${kind}=${token}`;
  }
}

function isGone(answer: object): answer is Refusal<'not_found'> {
  return 'refused' in answer;
}

function explain(refusal: AdministratorRefusal): ChangeRefusal {
  return refusal === 'not_found'
    ? refuse('not_found', { message: 'There is no such administrator.' })
    : refuse('conflict', { message: whyNot[refusal] });
}

const whyNot = {
  oneself: 'Nobody does this to themselves. Ask another administrator.',
  last: 'This is the last administrator who can sign in. Add another one first.',
} as const;

function present(record: AdministratorRecord, oneself: string | undefined): Administrator {
  const { administratorId, loginId, role, createdAt, lastSignInAt, invitedUntil } = record;
  return {
    administratorId,
    loginId,
    role,
    createdAt: toIso(createdAt),
    ...(lastSignInAt !== null && { lastSignInAt: toIso(lastSignInAt) }),
    hasAuthenticator: record.authenticators > 0,
    ...(invitedUntil !== null && { invitedUntil: toIso(invitedUntil) }),
    isYou: administratorId === oneself,
  };
}
