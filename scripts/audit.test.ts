import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Advisory {
  readonly package: string;
  readonly advisory: string;
  readonly title: string;
  readonly severity: string;
  readonly range: string;
}

interface Explanation {
  readonly package: string;
  readonly advisory: string;
  readonly reason: string;
  readonly expires: string;
}

interface Findings {
  advisoriesOf: (report: unknown) => readonly Advisory[];
  auditFaults: (
    advisories: readonly Advisory[],
    explanations: readonly Explanation[],
    today: string,
  ) => readonly string[];
  explanationFaults: (explanations: readonly Partial<Explanation>[], today: string) => string[];
}

// The scripts are plain JavaScript, which has no types to import.
const file = new URL('./audit-findings.mjs', import.meta.url).href;
const { advisoriesOf, auditFaults, explanationFaults } = (await import(file)) as Findings;

const today = '2026-11-24';

/** In the form of `npm audit --json` of npm 11: a package with an advisory, and one that depends on it. */
const report = {
  auditReportVersion: 2,
  vulnerabilities: {
    minimist: {
      name: 'minimist',
      severity: 'critical',
      isDirect: false,
      via: [
        {
          source: 1097678,
          name: 'minimist',
          dependency: 'minimist',
          title: 'Prototype Pollution in minimist',
          url: 'https://github.com/advisories/GHSA-xvch-5gv4-984h',
          severity: 'critical',
          cwe: ['CWE-1321'],
          cvss: { score: 9.8, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
          range: '<0.2.4',
        },
      ],
      effects: ['mkdirp'],
      range: '<0.2.4',
      nodes: ['node_modules/minimist'],
      fixAvailable: true,
    },
    mkdirp: {
      name: 'mkdirp',
      severity: 'critical',
      isDirect: true,
      via: ['minimist'],
      effects: [],
      range: '0.4.1 - 0.5.1',
      nodes: ['node_modules/mkdirp'],
      fixAvailable: true,
    },
  },
  metadata: {
    vulnerabilities: { info: 0, low: 0, moderate: 0, high: 0, critical: 2, total: 2 },
    dependencies: { prod: 3, dev: 0, optional: 0, peer: 0, peerOptional: 0, total: 2 },
  },
};

const clean = { auditReportVersion: 2, vulnerabilities: {}, metadata: {} };

const explanation = {
  package: 'minimist',
  advisory: 'GHSA-xvch-5gv4-984h',
  reason: 'Only reads the options of a build script that we write ourselves.',
  expires: '2027-02-01',
};

test('a finding that nobody has explained says what to do', () => {
  const found = advisoriesOf(report);
  expect(found).toHaveLength(1);
  expect(auditFaults(found, [], today)).toEqual([
    expect.stringMatching(
      /^minimist <0\.2\.4: Prototype Pollution.*GHSA-xvch-5gv4-984h.*Update it/,
    ),
  ]);
});

test('an explained one passes until its explanation ends', () => {
  const found = advisoriesOf(report);
  expect(auditFaults(found, [explanation], today)).toEqual([]);
  expect(auditFaults(found, [explanation], '2027-02-01')).toEqual([
    expect.stringContaining('ended on 2027-02-01'),
  ]);
});

test('another advisory of the same package is not explained by it', () => {
  const other = { ...explanation, advisory: 'GHSA-aaaa-bbbb-cccc' };
  expect(auditFaults(advisoriesOf(report), [other], today)).toEqual([
    expect.stringContaining('Update it'),
    expect.stringContaining('is not found any more'),
  ]);
});

test('nothing found needs no explanation', () => {
  expect(auditFaults(advisoriesOf(clean), [], today)).toEqual([]);
  expect(auditFaults(advisoriesOf(clean), [explanation], today)).toHaveLength(1);
});

test('an answer that is no report is no clean one', () => {
  const refused = { message: '405 Method Not Allowed', statusCode: 405 };
  expect(() => advisoriesOf(refused)).toThrow('405 Method Not Allowed');
  expect(() => advisoriesOf({})).toThrow();
});

test('an explanation has a package, an advisory, a reason and an end within half a year', () => {
  expect(explanationFaults([explanation], today)).toEqual([]);
  const wrong = [
    { ...explanation, reason: 'fine' },
    { ...explanation, expires: '2029-01-01' },
    { ...explanation, expires: 'never' },
    { ...explanation, advisory: '1097678' },
    { ...explanation, package: '' },
  ];
  for (const one of wrong) expect(explanationFaults([one], today)).not.toEqual([]);
});

test('the explanations that are checked in are whole', () => {
  const checkedIn = new URL('./audit-explanations.json', import.meta.url);
  const explanations = JSON.parse(readFileSync(checkedIn, 'utf8')) as Explanation[];
  // Measured by their own ends, so that a day on which nothing was changed breaks nothing here.
  for (const one of explanations) expect(explanationFaults([one], one.expires)).toEqual([]);
});
