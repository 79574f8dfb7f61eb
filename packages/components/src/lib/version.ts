/** The version of this package, as its package.json says it; a test sees to that. */
export const version = '0.1.0';
