import { html, nothing, type TemplateResult } from 'lit';
import type { TaskResult } from '../../flow/users/run-task.ts';
import type { TaskStep } from '../../flow/users/task-flow.ts';
import { copyIcon } from '../../copying.ts';
import { checkIcon } from '../../icons.ts';
import { downloadIcon } from '../../keeping-icons.ts';
import { describeFault } from './describe-fault.ts';
import type { TaskDialogView } from './task-dialog.ts';
import { fill, fillIsolated, fillWith, type UsersTexts } from './texts.ts';

type WorkStep = Exclude<TaskStep, { name: 'idle' | 'confirm' }>;

/** What became of each user, with their links. */
export function renderResults(
  step: WorkStep,
  view: TaskDialogView,
): TemplateResult | typeof nothing {
  const { texts } = view;
  const { results } = step;
  if (results.length === 0) return nothing;
  return html`
    ${renderLinkHint(results, view)}
    ${step.name === 'done' ? renderNextSteps(results, view) : nothing}
    <ul class="results" part="results" tabindex="0" aria-label=${texts.usersResults}>
      ${results.map((result, index) => renderResult(result, { view, index }))}
    </ul>
  `;
}

function renderLinkHint(
  results: readonly TaskResult[],
  { texts, format, links }: TaskDialogView,
): TemplateResult | typeof nothing {
  const linked = results.filter(({ link }) => link);
  const [first] = linked;
  if (!first?.link) return nothing;
  const areGiven = linked.every((result) => links.isGiven(result));
  const words = {
    loginId: texts.usersLoginId,
    link: texts.usersCsvLink,
    expires: texts.usersCsvExpires,
  };
  return html`
    <p class="hint">${fillWith(texts.usersLinkHint, 'time', format.exact(first.link.expiresAt))}</p>
    ${
      linked.length > 1
        ? html`<div class="exports">
            <button
              class="button quiet"
              part="copy-all"
              type="button"
              @click=${() => void links.copy(linked, '.results')}
            >
              ${areGiven ? checkIcon : copyIcon}<span
                >${areGiven ? texts.usersCopied : texts.usersCopyAll}</span
              >
            </button>
            <button
              class="button quiet"
              part="download"
              type="button"
              @click=${() => links.download(linked, words)}
            >
              ${downloadIcon}<span>${texts.usersDownload}</span>
            </button>
          </div>`
        : nothing
    }
    <p class="hint" role="status">${links.hasFailed ? texts.usersCopyFailed : ''}</p>
  `;
}

/** What can be done about those with whom it did not go as planned. */
function renderNextSteps(
  results: readonly TaskResult[],
  { texts, format, permissions, onReplaceLinks, onLookAgain }: TaskDialogView,
): TemplateResult {
  const lost = results.filter(({ isLinkMissing }) => isLinkMissing).length;
  const changed = results.filter(({ outcome }) => outcome === 'changed').length;
  return html`
    ${
      lost === 0
        ? nothing
        : permissions.seesLinks
          ? renderNextStep(fill(texts.usersLinkLostHint, { count: format.number(lost) }), {
              label: texts.usersMakeLinks,
              onClick: onReplaceLinks,
            })
          : html`<p class="hint">${texts.usersLinkHiddenHint}</p>`
    }
    ${
      changed === 0
        ? nothing
        : renderNextStep(fill(texts.usersChangedHint, { count: format.number(changed) }), {
            label: texts.usersLookAgain,
            onClick: onLookAgain,
          })
    }
  `;
}

function renderNextStep(
  text: string,
  button: { readonly label: string; readonly onClick: () => void },
): TemplateResult {
  return html`
    <div class="next-step">
      <p>${text}</p>
      <button class="button quiet" part="next-step" type="button" @click=${button.onClick}>
        ${button.label}
      </button>
    </div>
  `;
}

function renderResult(
  result: TaskResult,
  { view, index }: { readonly view: TaskDialogView; readonly index: number },
): TemplateResult {
  const { texts, own, links } = view;
  const { user, link, error } = result;
  const isGiven = links.isGiven(result);
  return html`
    <li part="result">
      <span class="result-user"><bdi class="foreign">${user.loginId}</bdi></span>
      <span class="tag ${moods[result.outcome] ?? ''}"> ${wordOutcome(result, texts)} </span>
      ${error ? html`<span class="hint">${describeFault(error, { texts, own })}</span>` : nothing}
      ${
        result.isLinkMissing
          ? html`<span class="hint"
              >${view.permissions.seesLinks ? texts.usersLinkLost : texts.usersLinkHidden}</span
            >`
          : nothing
      }
      ${
        link
          ? html`
              <code id="link-${index}" part="link" dir="ltr" translate="no">${link.url}</code>
              <button
                class="button quiet"
                part="copy"
                type="button"
                @click=${() => void links.copy([result], `#link-${index}`)}
              >
                ${isGiven ? checkIcon : copyIcon}
                <span aria-hidden="true">${isGiven ? texts.usersCopied : texts.usersCopy}</span>
                <span class="unseen"
                  >${fillIsolated(texts.usersCopyLink, 'loginId', user.loginId)}</span
                >
              </button>
            `
          : nothing
      }
    </li>
  `;
}

const moods: Partial<Record<TaskResult['outcome'], string>> = {
  done: 'success',
  changed: 'danger',
  refused: 'danger',
};

function wordOutcome({ outcome }: TaskResult, texts: UsersTexts): string {
  return {
    done: texts.usersOutcomeDone,
    no_authenticator: texts.usersOutcomeNoAuthenticator,
    not_found: texts.usersOutcomeNotFound,
    changed: texts.usersOutcomeChanged,
    refused: texts.usersOutcomeRefused,
  }[outcome];
}
