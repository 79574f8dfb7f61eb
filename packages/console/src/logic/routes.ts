import type { ConsoleRole } from '@totp-kit/protocol';

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

/** Where the pages of one console are: a server may be mounted below any path. */
export class ConsolePaths {
  /** The first page, such as `/console` or `/auth/console`. */
  readonly home: string;

  /** @param console its URL, with a slash at its end */
  constructor(console: string) {
    this.home = new URL(console).pathname.replace(/\/$/, '');
  }

  /** What the path of a page shows. */
  routeOf(pathname: string): Route {
    if (pathname !== this.home && !pathname.startsWith(`${this.home}/`)) return 'unknown';
    const [, name] = /^(?:\/([^/]*)\/?)?$/.exec(pathname.slice(this.home.length)) ?? ['', '?'];
    if (!name) return 'overview';
    if (name === 'join') return 'join';
    return Object.hasOwn(views, name) ? (name as ViewName) : 'unknown';
  }

  pathOf(view: ViewName): string {
    return view === 'overview' ? this.home : `${this.home}/${view}`;
  }
}
