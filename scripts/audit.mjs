import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { advisoriesOf, auditFaults, explanationFaults } from './audit-findings.mjs';
import { fail, root } from './processes.mjs';

// `npm run audit`: `npm audit` over everything that is installed here, held against what is explained in
// audit-explanations.json. A new finding, or one whose explanation has ended, fails; so does no answer.

const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
const today = new Date().toISOString().slice(0, 10);
const file = path.join(root, 'scripts/audit-explanations.json');
const explanations = JSON.parse(readFileSync(file, 'utf8'));

const advisories = readAdvisories();
const faults = [
  ...explanationFaults(explanations, today),
  ...auditFaults(advisories, explanations, today),
];
if (faults.length > 0) fail(faults.join('\n'));
console.log(`npm audit found ${advisories.length} advisories; each is explained.`);

function readAdvisories() {
  const [command, ...args] = [...npm, 'audit', '--json'];
  const { stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  try {
    return advisoriesOf(JSON.parse(stdout));
  } catch (error) {
    return fail(
      `${error.message}\n${stderr}\nNothing is known about advisories. Ask a registry that answers npm audit.`,
    );
  }
}
