// The plan, with the pointers of its tables followed.

/** Reads the plan out of the page. */
function readPlan() {
  const plan = { ...NOTHING, ...JSON.parse(document.getElementById("plan").textContent) };
  plan.findings = unpacked(JSON.parse(document.getElementById("findings-data").textContent));
  plan.findings.forEach((finding, at) => linked(plan, finding, at));
  return plan;
}

/** Parts that a plan may lack: without rules for advice there is none. */
const NOTHING = { advice: null };

/** A table of names and rows as a list of objects: the names are written once, since there may be many rows. */
function unpacked({ columns, rows }) {
  return rows.map((row) => {
    const one = {};
    for (let at = 0; at < columns.length; at++) one[columns[at]] = row[at];
    return one;
  });
}

function linked(plan, finding, at) {
  finding.index = at;
  finding.path = plan.files[finding.file].path;
  finding.rule = plan.rules[finding.rule];
  finding.certain = finding.origin !== "ambiguous" && finding.origin !== "dynamic";
  finding.standing = finding.suppressed === null;
  finding.tenths = finding.tenths.map(range);
}

/** What a search looks through; made when it is first needed. */
function searched(finding) {
  finding.searched ??= [finding.path, finding.text, finding.symbol, finding.rule.id, finding.code].join("\n").toLowerCase();
  return finding.searched;
}

/** A range, whether written with names or as three numbers. */
function range(value) {
  return Array.isArray(value) ? { low: value[0], likely: value[1], high: value[2] } : value;
}

/** What a finding becomes on a target (an index); `null` where nobody looked. */
function entryOf(finding, target) {
  const at = finding.entries[target];
  return at === null || at === undefined ? null : finding.rule.entries[target][at];
}

/** The class of its change on a target. */
function changeOf(finding, target) {
  return entryOf(finding, target)?.change ?? "unmapped";
}

/** What changes in meaning with the arguments of this very call. */
function trapsOf(finding, target) {
  return (finding.traps[target] ?? []).map((at) => finding.rule.traps[at]);
}

/** `certain`, `to judge` or `ignored`. */
function certaintyOf(finding) {
  if (!finding.standing) return "ignored";
  return finding.certain ? "certain" : "to judge";
}

/** The sum of ranges; `null` ones, of which nothing is known, are left out. */
function sum(ranges) {
  const total = { low: 0, likely: 0, high: 0 };
  for (const one of ranges) {
    if (!one) continue;
    total.low += one.low;
    total.likely += one.likely;
    total.high += one.high;
  }
  return total;
}

/** Likely tenths by class of change, of the certain findings that `key` gives the same name. */
function likelyByChange(plan, target, key) {
  const groups = new Map();
  for (const finding of plan.findings) {
    const tenths = finding.tenths[target];
    if (!tenths || !finding.standing || !finding.certain) continue;
    const name = key(finding);
    const group = groups.get(name) ?? groups.set(name, {}).get(name);
    const change = changeOf(finding, target);
    group[change] = (group[change] ?? 0) + tenths.likely;
  }
  return groups;
}
