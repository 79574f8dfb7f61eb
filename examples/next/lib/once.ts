const made: Record<string, unknown> = ((globalThis as { made?: Record<string, unknown> }).made ??=
  {});

/** Makes something once per process: Next loads a module anew for pages, actions and API routes. */
export function once<Value>(name: string, make: () => Value): Value {
  return (made[name] ??= make()) as Value;
}
