import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './processes.mjs';
import { shippedLockfile } from './shipped-packages.mjs';

/**
 * A Vite plugin that stops a build which bundles a package that the software bill of materials (`npm run sbom`) does
 * not name.
 */
export function shippedOnly() {
  return {
    name: 'shipped-only',
    apply: 'build',
    generateBundle(_, bundle) {
      const lockfile = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
      const left = unnamedPackages(modulesOf(bundle), lockfile);
      if (left.length === 0) return;
      this.error(
        `The bundle has ${left.join(', ')}, which the software bill of materials lacks. ` +
          'Name what is bundled under "dependencies", not under "devDependencies".',
      );
    },
  };
}

/** The packages of some modules, by the modules' paths, that are not among those that are shipped. */
export function unnamedPackages(modules, lockfile) {
  const shipped = new Set(Object.keys(shippedLockfile(lockfile).packages));
  const places = new Set(modules.flatMap(packagePlace));
  return [...places].filter((place) => !shipped.has(place)).sort();
}

function modulesOf(bundle) {
  return Object.values(bundle).flatMap((part) => Object.keys(part.modules ?? {}));
}

/** Where the package of a module lies below the repository: `node_modules/<name>`, the innermost one. */
function packagePlace(module) {
  const file = module.replaceAll('\\', '/');
  const [, place] = /^.*?((?:packages\/[^/]+\/)?node_modules\/.*)$/.exec(file) ?? [];
  const [name] =
    place === undefined ? [] : (/^.*node_modules\/(?:@[^/]+\/)?[^/?]+/.exec(place) ?? []);
  return name === undefined ? [] : [name];
}
