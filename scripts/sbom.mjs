import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, root } from './processes.mjs';
import { shippedLockfile } from './shipped-packages.mjs';

// `npm run sbom`: the software bill of materials of what is published, in both formats that npm knows, into .packs or
// the folder that is named. npm makes them from a lockfile of nothing but the published packages.

const folder = path.resolve(process.argv[2] ?? path.join(root, '.packs'));
const formats = { cyclonedx: 'totp-kit.cdx.json', spdx: 'totp-kit.spdx.json' };
const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];

const lockfile = shippedLockfile(JSON.parse(read('package-lock.json')));
const temporary = mkdtempSync(path.join(tmpdir(), 'totp-kit-sbom-'));
try {
  // npm calls what it describes by the name of its folder.
  const project = path.join(temporary, lockfile.name);
  mkdirSync(project);
  write(path.join(project, 'package.json'), lockfile.packages['']);
  write(path.join(project, 'package-lock.json'), lockfile);
  mkdirSync(folder, { recursive: true });
  for (const [format, file] of Object.entries(formats)) {
    const [command, ...args] = [...npm, 'sbom', `--sbom-format=${format}`, '--package-lock-only'];
    const options = { cwd: project, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };
    const text = execFileSync(command, [...args, '--sbom-type=library'], options);
    writeFileSync(path.join(folder, file), text);
    console.log(
      `${path.join(folder, file)}  ${Object.keys(lockfile.packages).length - 1} packages`,
    );
  }
} catch (error) {
  fail(`npm made no software bill of materials: ${error.message}`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

function write(file, value) {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
