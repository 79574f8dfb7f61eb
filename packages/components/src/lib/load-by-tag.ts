type Loaders = Readonly<Record<string, () => Promise<unknown>>>;

const retryMs = 3_000;

/** Loads the code of elements once one of their tag is in the document. What could not be loaded is tried again. */
export function loadByTag(loaders: Loaders): void {
  const missing = new Set(Object.keys(loaders));
  const look = (): void => {
    for (const tag of missing) {
      if (!document.querySelector(`${tag}:not(:defined)`)) continue;
      missing.delete(tag);
      loaders[tag]?.().catch(() => {
        console.error(`[totp-kit] <${tag}> could not be loaded.`);
        // Not before, however much of the document changes.
        setTimeout(() => {
          missing.add(tag);
          look();
        }, retryMs);
      });
    }
  };
  look();
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}
