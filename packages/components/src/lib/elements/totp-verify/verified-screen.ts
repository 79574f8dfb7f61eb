import type { TemplateResult } from 'lit';
import type { ConnectedElement } from '../../connected-element.ts';
import type { VerifyAction } from '../../flow/verify-flow.ts';
import { renderMessageScreen } from '../../message-screen.ts';
import { answerEn } from '../../messages/answer-en.ts';
import { withLoginId } from '../../screen-parts.ts';

interface Verifier extends ConnectedElement {
  readonly action: VerifyAction;
}

/** The screen after the right code. */
export function renderVerified({ language, action }: Verifier, loginId: string): TemplateResult {
  const texts = language.in(answerEn);
  const isStepUp = action === 'step-up';
  return renderMessageScreen({
    texts,
    mood: 'success',
    title: isStepUp ? texts.verifiedTitle : texts.signedInTitle,
    text: isStepUp ? texts.verifiedText : withLoginId(texts.signedInText, loginId),
  });
}
