import type { ConsoleRole } from '@totp-kit/protocol';

/** Where the console's pages are. */
export const consolePath = '/console';

export type ViewName = 'overview' | 'users' | 'events' | 'keys' | 'administrators' | 'settings';

export type Route = ViewName | 'join' | 'unknown';

const administratorsOnly: readonly ConsoleRole[] = ['administrator'];
const everybody: readonly ConsoleRole[] = ['administrator', 'support', 'viewer'];

/** Every view with who may see it, in the order of the navigation. The server decides; this hides what it refuses. */
const views: Readonly<Record<ViewName, readonly ConsoleRole[]>> = {
  overview: everybody,
  users: everybody,
  events: everybody,
  keys: administratorsOnly,
  administrators: administratorsOnly,
  settings: administratorsOnly,
};

export function viewsOf(role: ConsoleRole): readonly ViewName[] {
  return (Object.keys(views) as ViewName[]).filter((view) => maySee(role, view));
}

export function maySee(role: ConsoleRole, view: ViewName): boolean {
  return views[view].includes(role);
}

/** What the path of a page shows. */
export function routeOf(pathname: string): Route {
  const [, name] = /^\/console(?:\/([^/]*)\/?)?$/.exec(pathname) ?? [undefined, '?'];
  if (!name) return 'overview';
  if (name === 'join') return 'join';
  return Object.hasOwn(views, name) ? (name as ViewName) : 'unknown';
}

export function pathOf(view: ViewName): string {
  return view === 'overview' ? consolePath : `${consolePath}/${view}`;
}
