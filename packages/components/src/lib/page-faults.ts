/* What is wrong with how a page loads the package, in sentences for its developers. */

const ownTags =
  /^totp-(setup|verify|flow|qr|key|provision-link|recovery-codes|authenticators|users)$/;

let hasWarnedOfCopies = false;

/** Two copies of the package are on a page, such as two versions of it. */
export function warnOfCopies(first: string, second: string): void {
  if (hasWarnedOfCopies) return;
  hasWarnedOfCopies = true;
  const [used, ignored] = [nameCopy(first), nameCopy(second)];
  console.warn(
    used === ignored
      ? `[totp-kit] This page has two copies of ${used}. What was first is used. Let its packages share one: npm dedupe.`
      : `[totp-kit] This page loads totp-kit twice. What was first is used: ${used}. The other is ignored: ${ignored}. Remove one of them.`,
  );
}

/** A script by its URL, the package by its version, which a random fraction follows. */
function nameCopy(copy: string): string {
  return copy.includes(':') ? copy : `@totp-kit/components ${copy.replace(/0\.[\de-]+$/, '')}`;
}

/** Elements of ours are on a page that does not register them. */
export function warnOfMissing(): void {
  const tags = Array.from(
    document.querySelectorAll(':not(:defined)'),
    ({ localName }) => localName,
  );
  const missing = [...new Set(tags)].filter((tag) => ownTags.test(tag));
  if (missing.length === 0) return;
  const imports = missing.map((tag) => `import '@totp-kit/components/${tag}';`);
  console.warn(
    `[totp-kit] On this page, ${missing.map((tag) => `<${tag}>`).join(', ')} stands for nothing yet. Register it: ${imports.join(' ')}`,
  );
}
