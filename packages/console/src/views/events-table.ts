import type { AuditEvent } from '@totp-kit/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { formatRelative, formatTime } from '../logic/formats.ts';
import { renderAgo, renderText } from '../parts/texts.ts';
import { actionNames, actorNames, eventsWords as words } from '../words/events.ts';

export interface EventsTable {
  readonly events: readonly AuditEvent[];
  readonly now: number;
  readonly caption: string;
  /** Where the details of an event can be asked for. */
  readonly onDetails?: (event: AuditEvent) => void;
}

/**
 * Events, newest first: when, what, whom it is about, who did it. Those that can be looked into are told to the second.
 */
export function renderEventsTable(view: EventsTable): TemplateResult {
  const { events, caption, onDetails } = view;
  return html`
    <div class="frame" role="region" tabindex="0" aria-label=${caption}>
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words.when}</th>
            <th scope="col">${words.what}</th>
            <th scope="col">${words.whom}</th>
            <th scope="col">${words.who}</th>
            <th scope="col">${words.where}</th>
            ${onDetails ? html`<th scope="col">${words.details}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${events.map((event) => renderEvent(event, view))}
        </tbody>
      </table>
    </div>
  `;
}

/** A newer server may know more than these words. */
export function nameOf(event: AuditEvent): string {
  return Object.hasOwn(actionNames, event.action) ? actionNames[event.action] : event.action;
}

export function renderActor(event: AuditEvent): TemplateResult {
  const name = event.actorName ? html` ${renderText(event.actorName)}` : nothing;
  return html`${actorNames[event.actor]}${name}`;
}

function renderEvent(event: AuditEvent, { now, onDetails }: EventsTable): TemplateResult {
  const whom = event.loginId ?? event.userId;
  return html`
    <tr>
      <td class="short">
        ${
          onDetails
            ? html`<time datetime=${event.at} title=${formatRelative(event.at, now)}
                >${formatTime(event.at)}</time
              >`
            : renderAgo(event.at, now)
        }
      </td>
      <th scope="row">${nameOf(event)}</th>
      <td>${whom ? renderText(whom) : words.none}</td>
      <td class="actor">${renderActor(event)}</td>
      <td>${event.clientAddress ? renderText(event.clientAddress) : words.none}</td>
      ${
        onDetails
          ? html`<td>
              <button
                class="button quiet"
                type="button"
                aria-label=${words.showDetails(nameOf(event))}
                @click=${() => onDetails(event)}
              >
                ${words.details}
              </button>
            </td>`
          : nothing
      }
    </tr>
  `;
}
