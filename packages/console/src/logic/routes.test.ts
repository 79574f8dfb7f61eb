import { describe, expect, it } from 'vitest';
import { maySee, pathOf, routeOf, viewsOf } from './routes.ts';

describe('routeOf', () => {
  it.each([
    ['/console', 'overview'],
    ['/console/', 'overview'],
    ['/console/users', 'users'],
    ['/console/events/', 'events'],
    ['/console/join', 'join'],
    ['/console/toString', 'unknown'],
    ['/console/users/1', 'unknown'],
    ['/elsewhere', 'unknown'],
  ])('takes %s for %s', (path, route) => {
    expect(routeOf(path)).toBe(route);
  });

  it('leads back from the path of every view', () => {
    for (const view of viewsOf('administrator')) expect(routeOf(pathOf(view))).toBe(view);
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
