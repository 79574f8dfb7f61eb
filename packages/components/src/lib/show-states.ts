/** Sets the custom states (`:state()`) of an element to exactly these. */
export function showStates(internals: ElementInternals, states: readonly string[]): void {
  for (const state of internals.states) {
    if (!states.includes(state)) internals.states.delete(state);
  }
  for (const state of states) internals.states.add(state);
}
