// What an installation may bring is what the lockfiles say, to the byte, from the registry that npm is set to.

const own = /(^|\/)node_modules\/(@totp-kit\/[^/]+|totp-kit-(demo|e2e))$/;
const packed = /^file:\.\.\/\.\.\/\.packs\/totp-kit-[a-z]+\.tgz$/;

/**
 * What is wrong with a lockfile: entries without a hash, entries that name where they come from (a server that npm would
 * then ask instead of its registry, or git), and install scripts that `package.json` says nothing of. Our own
 * packages are links, or the tarballs that the build packs.
 */
export function lockfileFaults(lockfile, { allowScripts = {} }) {
  return Object.entries(lockfile.packages)
    .filter(([place]) => place.includes('node_modules/'))
    .flatMap(([place, entry]) => {
      if (own.test(place) && isOwn(entry)) return [];
      return [
        ...(entry.integrity ? [] : [`${place}: has no integrity`]),
        ...(entry.resolved || entry.link ? [`${place}: comes from ${entry.resolved}`] : []),
        ...(entry.hasInstallScript && !(nameOf(place) in allowScripts)
          ? [`${place}: has an install script, and allowScripts does not say whether it runs`]
          : []),
      ];
    });
}

function isOwn({ link, resolved = '' }) {
  return link === true ? /^(packages\/[a-z]+|demo|e2e)$/.test(resolved) : packed.test(resolved);
}

function nameOf(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

const exact = /^(npm:(@[^/]+\/)?[^@/]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Dependencies of a `package.json` that are not pinned to one version of the registry. Ours may be packed tarballs. */
export function unpinnedDependencies({
  name,
  dependencies,
  devDependencies,
  optionalDependencies,
}) {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, wanted]) => !exact.test(wanted) && !packed.test(wanted))
    .map(([dependency, wanted]) => `${name}: ${dependency} is "${wanted}"`);
}

/** Whose licences are not among the allowed ones, of the packages of a lockfile. */
export function licenceFaults(lockfile, allowed) {
  return Object.entries(lockfile.packages)
    .filter(([, { license }]) => !allowed.includes(license))
    .map(([place, { license }]) => `${place}: ${license ?? 'says no licence'}`);
}
