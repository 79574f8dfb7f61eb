type Loaders = Readonly<Record<string, () => Promise<unknown>>>;

const retryMs = 3_000;

/** Loads the code of elements once one of their tag is in the document. What could not be loaded is tried again. */
export function loadByTag(loaders: Loaders): void {
  const missing = new Map(Object.entries(loaders));
  const look = (): void => {
    for (const [tag, load] of missing) {
      if (!document.querySelector(tag)) continue;
      missing.delete(tag);
      load().catch(() => {
        console.error(`[totp-kit] <${tag}> could not be loaded. Trying again.`);
        missing.set(tag, load);
        setTimeout(look, retryMs);
      });
    }
  };
  look();
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}
