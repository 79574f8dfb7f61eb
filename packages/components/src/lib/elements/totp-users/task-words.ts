import type { TemplateResult } from 'lit';
import type { UserTask, UserTaskKind } from '../../flow/users/user-tasks.ts';
import type { Format } from './format.ts';
import { fill, fillIsolated, type UsersTexts } from './texts.ts';

const stems = {
  'delete-totp': 'usersDeleteTotp',
  'new-link': 'usersNewLink',
  enable: 'usersEnable',
  disable: 'usersDisable',
  'sign-out': 'usersSignOut',
  'forget-browsers': 'usersForgetBrowsers',
  'end-waiting': 'usersEndWaiting',
  'delete-user': 'usersDeleteUser',
} as const satisfies Record<UserTaskKind, keyof UsersTexts>;

/** What a menu or a button calls a task. */
export function nameTask(kind: UserTaskKind, texts: UsersTexts): string {
  return texts[stems[kind]];
}

/** The question that is answered before a task begins, and what would come of it. */
export function describeTask(
  { kind, users }: UserTask,
  { texts, format }: { readonly texts: UsersTexts; readonly format: Format },
): { readonly title: string | TemplateResult; readonly text: string } {
  const stem = stems[kind];
  const [only] = users;
  if (only && users.length === 1) {
    return {
      title: fillIsolated(texts[`${stem}OneTitle`], 'loginId', only.loginId),
      text: texts[`${stem}OneText`],
    };
  }
  const count = format.number(users.length);
  return {
    title: fill(texts[`${stem}ManyTitle`], { count }),
    text: fill(texts[`${stem}ManyText`], { count }),
  };
}

/** What is said once a task is done for one user. */
export function wordDone(
  kind: UserTaskKind,
  { texts, loginId }: { readonly texts: UsersTexts; readonly loginId: string },
): TemplateResult {
  return fillIsolated(texts[`${stems[kind]}Done`], 'loginId', loginId);
}
