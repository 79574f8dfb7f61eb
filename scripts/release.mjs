import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fail, repositoryNode, root, run, step, tool } from './processes.mjs';

// `npm run release`: everything up to publishing, which is left to a person. docs/releasing.md tells of it.
// `-- --tested` trusts an `npm test` that has just passed; `-- --dry` changes nothing and packs what the last build made.

const isDry = process.argv.includes('--dry');
const isTested = process.argv.includes('--tested');
const published = ['protocol', 'components', 'server'];
const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];

const changesets = listChangesets();
const isFirst = git('tag', '--list', `v${readVersion()}`) === '';

refuseUnless(
  git('status', '--porcelain') === '',
  'There are changes that are not committed. A release is made of what is committed: commit or stash them.',
);
refuseUnless(
  changesets.length > 0 || isFirst,
  `Version ${readVersion()} is out, and no change is described. Describe what is new: npx changeset`,
);

if (isDry) {
  console.log(`Version ${readVersion()}; ${changesets.length} described changes would raise it.`);
} else {
  await must('advisories', () => run([repositoryNode(), 'scripts/audit.mjs']));
  if (!isTested) await must('every check', () => run([...npm, 'test']));
  if (changesets.length > 0) {
    await must('the version', () => run(tool('changeset', 'version')));
    await must('the lockfile', () => run([...npm, 'install', '--package-lock-only']));
  }
  await must('build', () => run([repositoryNode(), 'scripts/build.mjs']));
}
await must('pack', () => run([repositoryNode(), 'scripts/pack.mjs']));
await must('bill of materials', () => run([repositoryNode(), 'scripts/sbom.mjs']));
if (!isDry) await must('package checks', () => run([...npm, 'run', 'test:packages']));
report();

async function must(name, work) {
  if ((await step(name, work)) !== 0)
    fail(`The release stopped: ${name}. The reason stands above.`);
}

function refuseUnless(holds, message) {
  if (holds) return;
  if (!isDry) fail(message);
  console.log(`A release would stop here. ${message}`);
}

function report() {
  const version = readVersion();
  console.log(`\ntotp-kit ${version}:`);
  for (const name of published) {
    const content = readFileSync(path.join(root, packOf(name)));
    const hash = createHash('sha512').update(content).digest('base64');
    console.log(`  ${packOf(name)}  ${content.length} bytes  sha512-${hash}`);
  }
  for (const file of ['.packs/totp-kit.cdx.json', '.packs/totp-kit.spdx.json']) {
    console.log(`  ${file}`);
  }
  const sri = JSON.parse(read('packages/components/dist/browser/sri.json'));
  for (const [file, hash] of Object.entries(sri)) console.log(`  ${file}  ${hash}`);
  console.log(`
Nothing is published yet. Look at \`git diff\`, then:

  git add -A && git commit -m "chore: release ${version}"
  git tag v${version}
${published.map((name) => `  npm publish ${packOf(name)} --access public`).join('\n')}
  git push --follow-tags`);
}

function packOf(name) {
  return `.packs/totp-kit-${name}.tgz`;
}

function listChangesets() {
  return readdirSync(path.join(root, '.changeset')).filter(
    (file) => file.endsWith('.md') && file !== 'README.md',
  );
}

function readVersion() {
  return JSON.parse(read('packages/server/package.json')).version;
}

function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}
