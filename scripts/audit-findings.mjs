// What `npm audit --json` has found, held against the explanations in audit-explanations.json.

/** The advisories of a report (auditReportVersion 2), each once. @throws Error when it is no such report */
export function advisoriesOf(report) {
  if (report.auditReportVersion !== 2 || report.vulnerabilities === undefined) {
    throw new Error(`npm audit gave no report: ${report.message ?? JSON.stringify(report)}`);
  }
  const found = new Map();
  for (const { via } of Object.values(report.vulnerabilities)) {
    for (const cause of via) {
      // A word is the name of another entry, which has the advisory itself.
      if (typeof cause === 'string') continue;
      const advisory = cause.url.split('/').at(-1);
      const { name, title, severity, range } = cause;
      found.set(`${name} ${advisory}`, { package: name, advisory, title, severity, range });
    }
  }
  return [...found.values()];
}

/**
 * What to do about: findings that nobody has explained or whose explanation has ended, and explanations of nothing that
 * is found. Each is a sentence; none at all is what a release needs.
 */
export function auditFaults(advisories, explanations, today) {
  const explains = (one) => (other) =>
    one.package === other.package && one.advisory === other.advisory;
  const unexplained = advisories.flatMap((finding) => {
    const explanation = explanations.find(explains(finding));
    const what = `${finding.package} ${finding.range}: ${finding.title} (${finding.severity}, ${finding.advisory})`;
    if (explanation === undefined) {
      return [
        `${what}. Update it, or explain in scripts/audit-explanations.json why it does no harm.`,
      ];
    }
    if (explanation.expires > today) return [];
    return [`${what}. Its explanation ended on ${explanation.expires}: look at it again.`];
  });
  const needless = explanations
    .filter((explanation) => !advisories.some(explains(explanation)))
    .map((one) => `${one.package}: ${one.advisory} is not found any more. Remove its explanation.`);
  return [...unexplained, ...needless];
}

const longestDays = 180;

/** What is missing in explanations: each has a package, an advisory, a reason in words, and an end within half a year. */
export function explanationFaults(explanations, today) {
  const latest = new Date(Date.parse(today) + longestDays * 86_400_000).toISOString().slice(0, 10);
  return explanations.flatMap((one) => {
    const { package: name, advisory, reason = '', expires = '' } = one;
    const faults = [
      ...(name ? [] : ['no package']),
      ...(/^GHSA(-[0-9a-z]{4}){3}$/.test(advisory ?? '')
        ? []
        : ['no advisory such as GHSA-xxxx-xxxx-xxxx']),
      ...(reason.length >= 20 ? [] : ['no reason in words']),
      ...(/^\d{4}-\d\d-\d\d$/.test(expires) ? [] : ['no date of expiry']),
      ...(expires > latest ? [`expires after ${latest}`] : []),
    ];
    return faults.map((fault) => `${name ?? 'an explanation'}: ${fault}`);
  });
}
