// In a constant of its own, because bundlers take `new URL('.', import.meta.url)` for a file to copy.
const scriptUrl: string = import.meta.url;

/** The URL of the script-tag bundle. The table of an administration, a script of its own, is the same copy of the package. */
export const bundleUrl: string = scriptUrl.replace('-users', '');
