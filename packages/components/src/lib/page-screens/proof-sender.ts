import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A field of a page's form whose value is the proof that a ticket is answered with. */
interface ProofField extends HTMLElement, ReactiveControllerHost {
  readonly form: HTMLFormElement | null;
  readonly name: string | undefined;
  readonly ticket: string | undefined;
  /** The proof, once there is one. */
  readonly value: string;
  /** What is typed. */
  readonly entered: string;
  /** Asks the server about what is typed. */
  answer(): Promise<void>;
}

const followed = new WeakSet<ProofField>();

/** Holds the form of a field back until the code in it is checked, and sends it then, in the name of the same button. */
export function sendProof(field: ProofField): void {
  if (followed.has(field)) return;
  followed.add(field);
  field.addController(new ProofSender(field));
}

class ProofSender implements ReactiveController {
  readonly #field: ProofField;
  #root: Node | undefined;
  #submitter: HTMLElement | null = null;

  constructor(field: ProofField) {
    this.#field = field;
    field.addEventListener('totp-success', () => void this.#send());
  }

  hostConnected(): void {
    this.#root = this.#field.getRootNode();
    // Before any listener of the page's.
    this.#root.addEventListener('submit', this.#onSubmit, { capture: true });
  }

  hostDisconnected(): void {
    this.#root?.removeEventListener('submit', this.#onSubmit, { capture: true });
  }

  readonly #onSubmit = (event: Event): void => {
    const { form, name, ticket, value, entered } = this.#field;
    if (event.target !== form || !form || !name || !ticket) return;
    if (this.#field.matches(':disabled')) return;
    const submitter = event instanceof SubmitEvent ? event.submitter : null;
    if (value !== '' && isGet(form, submitter)) return this.#keepOutOfAddress(event);
    const isFailed = this.#field.matches(':state(failed)');
    if (value !== '' || (entered === '' && !isFailed)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#submitter = submitter;
    // What an empty one has become.
    if (ticket === 'none')
      console.error(
        '[totp-kit] <totp-verify> has an empty `ticket`. Set it to what your backend got from POST /api/v1/manage/tickets.',
      );
    void this.#field.answer();
  };

  /** A browser would write the proof into the next page's address. A script of the page's may send it elsewhere. */
  #keepOutOfAddress(event: Event): void {
    const root = this.#root;
    // After all listeners of the page's, which are there by now.
    const last = root instanceof Document ? root.defaultView : root;
    const decide = (later: Event): void => {
      if (later !== event || event.defaultPrevented) return;
      event.preventDefault();
      console.error(
        '[totp-kit] <totp-verify> kept its form back: it would put the proof into the address of the next page, and so into histories and logs. Write <form method="post">.',
      );
    };
    last?.addEventListener('submit', decide, { once: true });
  }

  async #send(): Promise<void> {
    const submitter = this.#submitter;
    this.#submitter = null;
    // The form has the proof after the next update.
    await this.#field.updateComplete;
    const { form, name, value } = this.#field;
    if (!form || !name || value === '') return;
    form.requestSubmit(isSubmitterOf(form, submitter) ? submitter : null);
  }
}

/** How a form without a method is sent. */
function isGet(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  const method = submitter?.getAttribute('formmethod') ?? form.getAttribute('method') ?? '';
  return !['post', 'dialog'].includes(method.toLowerCase());
}

/** A page may have taken the button away meanwhile. */
function isSubmitterOf(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  return submitter !== null && 'form' in submitter && submitter.form === form;
}
