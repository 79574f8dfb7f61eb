// What installing the published packages brings along, as the lockfile pins it, and what is bundled into them: no dev
// dependencies, nothing of the demo or the tests.

/** The packages that are published. */
export const published = ['protocol', 'components', 'server'];
/** Those that are part of a published one by their bundle; what they depend on is in it, too. */
const bundled = ['console'];

/**
 * The lockfile of a project that has nothing but the published packages, out of the repository's.
 * (`npm sbom --omit=dev` and `npm ls --omit=dev` leave out what is a dev dependency of another workspace, too.)
 */
export function shippedLockfile(lockfile) {
  const { packages } = lockfile;
  const entries = published.map((name) => packages[`packages/${name}`]);
  const { version } = packages['packages/server'];
  const project = {
    name: 'totp-kit',
    version,
    license: packages[''].license,
    dependencies: {
      ...Object.assign({}, ...bundled.map((name) => packages[`packages/${name}`].dependencies)),
      ...Object.fromEntries(entries.map((entry) => [entry.name, entry.version])),
    },
  };
  const shipped = { '': project };
  for (const place of reachable(packages)) {
    shipped[installedPlace(place, packages)] = entryOf(packages[place]);
  }
  return { name: 'totp-kit', version, lockfileVersion: 3, requires: true, packages: shipped };
}

/** The places of the packages that are published and of all that they depend on or are bundled with. */
function reachable(packages) {
  const found = new Set(published.map((name) => `packages/${name}`));
  for (const name of bundled) {
    for (const place of dependenciesOf(`packages/${name}`, packages)) found.add(place);
  }
  for (const place of found) {
    for (const needed of dependenciesOf(place, packages)) found.add(needed);
  }
  return found;
}

function dependenciesOf(place, packages) {
  const { dependencies, optionalDependencies } = packages[place];
  const names = Object.keys({ ...dependencies, ...optionalDependencies });
  return names.map((name) => resolve(name, place, packages));
}

/** Where Node finds a package from a place: in the nearest `node_modules` upwards. */
function resolve(name, from, packages) {
  for (let folder = from; ; folder = parentOf(folder)) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const entry = packages[place];
    if (entry !== undefined) return entry.link ? entry.resolved : place;
    if (folder === '') throw new Error(`${name}, which ${from} needs, is not in the lockfile.`);
  }
}

function parentOf(folder) {
  const at = folder.lastIndexOf('/node_modules/');
  return at < 0 ? '' : folder.slice(0, at);
}

/** Where it lies in the project that has the packages installed. */
function installedPlace(place, packages) {
  const [, workspace, rest] = /^(packages\/[^/]+)(.*)$/.exec(place) ?? [];
  return workspace === undefined ? place : `node_modules/${packages[workspace].name}${rest}`;
}

function entryOf({ version, integrity, license, dependencies, optionalDependencies, optional }) {
  return { version, integrity, license, dependencies, optionalDependencies, optional };
}
