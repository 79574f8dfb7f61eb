import { describe, expect, it } from 'vitest';
import { ConsolePaths, maySee, viewsOf } from './routes.ts';

describe('ConsolePaths', () => {
  const paths = new ConsolePaths('https://auth.example/console/');

  it.each([
    ['/console', 'overview'],
    ['/console/', 'overview'],
    ['/console/users', 'users'],
    ['/console/events/', 'events'],
    ['/console/join', 'join'],
    ['/console/toString', 'unknown'],
    ['/console/users/1', 'unknown'],
    ['/elsewhere', 'unknown'],
    ['/consoles', 'unknown'],
    ['/auth/console', 'unknown'],
  ])('take %s for %s', (path, route) => {
    expect(paths.routeOf(path)).toBe(route);
  });

  it.each([
    ['/auth/console', 'overview'],
    ['/auth/console/', 'overview'],
    ['/auth/console/users', 'users'],
    ['/auth/console/join', 'join'],
    ['/console/users', 'unknown'],
    ['/auth', 'unknown'],
  ])('take %s for %s below /auth', (path, route) => {
    const mounted = new ConsolePaths('https://shop.example/auth/console/');
    expect(mounted.routeOf(path)).toBe(route);
    expect(mounted.pathOf('events')).toBe('/auth/console/events');
    expect(mounted.home).toBe('/auth/console');
  });

  it('lead back from the path of every view', () => {
    for (const view of viewsOf('administrator')) {
      expect(paths.routeOf(paths.pathOf(view))).toBe(view);
    }
  });
});

describe('viewsOf', () => {
  it('shows administrators everything, others what they may see', () => {
    expect(viewsOf('administrator')).toEqual([
      'overview',
      'users',
      'events',
      'keys',
      'administrators',
      'settings',
    ]);
    expect(viewsOf('support')).toEqual(['overview', 'users', 'events']);
    expect(viewsOf('viewer')).toEqual(['overview', 'users', 'events']);
    expect(maySee('support', 'keys')).toBe(false);
  });
});
