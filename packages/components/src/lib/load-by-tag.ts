type Loaders = Readonly<Record<string, () => Promise<unknown>>>;

/** Loads the code of elements when the first one of their tag is in the document. A failure is tried again. */
export function loadByTag(loaders: Loaders): void {
  const missing = new Map(Object.entries(loaders));
  const look = (): void => {
    for (const [tag, load] of missing) {
      if (!document.querySelector(tag)) continue;
      missing.delete(tag);
      load().catch(() => missing.set(tag, load));
    }
  };
  look();
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}
