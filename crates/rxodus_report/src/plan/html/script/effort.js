// Effort on the chosen target: by class of change, package, file and rule, and what is paid once.

function effortSection(view) {
  const { plan, target, measure } = view;
  const chosen = plan.targets[target];
  const body = [
    el("h3", {}, "By class of change"), changesTable(view, chosen),
    el("h3", {}, "By package"), groupTable(view, "Package", chosen.packages, (finding) => finding.rule.package, (name) => findingsLink({ package: name }, visible(name))),
    el("h3", {}, "By file"),
    el("p", { class: "faint" }, "A file's figure is its share of the whole, not what it would cost alone: the first use of a rule is paid where it is met first."),
    groupTable(view, "File", chosen.files, (finding) => finding.path, (name) => findingsLink({ file: name }, pathText(name))),
    el("h3", {}, "By rule"), groupTable(view, "Rule", chosen.rules, (finding) => finding.rule.id, (name) => ruleLink(name)),
    fixedCosts(plan, chosen, measure),
  ];
  const lead = `The code alone: ${effortInWords(measure, chosen.scores.effort.tenths)}, all certain findings that have an entry on ${chosen.target}.`;
  return section("effort", `Effort on ${chosen.target}`, lead, body);
}

function changesTable({ measure }, chosen) {
  const rows = CHANGES.map((name) => chosen.changes.find((change) => change.name === name)).filter(Boolean);
  const most = Math.max(...rows.map((row) => row.tenths.likely), 0);
  const unmapped = chosen.scores.unmapped.findings;
  const columns = [
    { title: "Change", cell: (row) => badge(row.name) },
    { title: "What it means", class: "wide faint", cell: (row) => CHANGE_MEANS[row.name] },
    { title: "Findings", number: true, cell: (row) => findingsLink({ change: row.name, certainty: "certain" }, whole(row.findings)) },
    ...effortColumns(measure, (row) => row.tenths),
    { title: "Likely", class: "chart", cell: (row) => row.tenths && stack([[row.name, row.tenths.likely]], most) },
  ];
  const all = unmapped > 0 ? [...rows, { name: "unmapped", findings: unmapped, tenths: null }] : rows;
  return table("Effort by class of change", columns, all, totalRow(measure, columns.length, sum(rows.map((row) => row.tenths)), 2, all.reduce((total, row) => total + row.findings, 0)));
}

/** The last line of a table of effort; its ranges add up exactly. */
function totalRow(measure, columns, tenths, before, findings) {
  return el("tr", {},
    el("th", { scope: "row", colspan: before }, "Sum"), el("td", { class: "number" }, whole(findings)),
    el("td", { class: "number likely" }, measure.likely(tenths)), el("td", { class: "number span" }, measure.span(tenths)),
    el("td", { colspan: columns - before - 3 }));
}

/** Groups with the most work first, each with a bar of its classes of change. */
function groupTable({ plan, target, measure }, title, groups, key, shown) {
  const parts = likelyByChange(plan, target, key);
  const rows = [...groups].sort((a, b) => b.tenths.likely - a.tenths.likely || b.tenths.high - a.tenths.high || (a.name < b.name ? -1 : 1));
  const most = Math.max(...rows.map((row) => row.tenths.likely), 0);
  const columns = [
    { title, class: "wide", cell: (row) => shown(row.name) },
    { title: "Findings", number: true, cell: (row) => whole(row.findings) },
    ...(rows.some((row) => row.unmapped > 0) ? [{ title: "Unmapped", number: true, cell: (row) => (row.unmapped > 0 ? whole(row.unmapped) : "") }] : []),
    ...effortColumns(measure, effortOfGroup),
    { title: "Likely, by class of change", class: "chart", cell: (row) => stack(CHANGES.map((change) => [change, parts.get(row.name)?.[change] ?? 0]), most) },
  ];
  return longTable(`Effort by ${title.toLowerCase()}`, columns, rows);
}

/** The effort of a group; `null` where all of it is unmapped, nothing where it has no certain finding. */
function effortOfGroup(group) {
  if (!group) return undefined;
  return group.findings > group.unmapped ? group.tenths : null;
}

function fixedCosts(plan, { fixed }, measure) {
  if (!fixed.length) return null;
  const columns = [
    { title: "What", class: "wide", cell: (row) => visible(row.title) },
    ...(plan.repositories.length > 1 ? [{ title: "Repository", cell: (row) => visible(plan.repositories[row.repository].name) }] : []),
    { title: "Times", number: true, cell: (row) => `${whole(row.count)} × ${visible(row.each)}` },
    ...effortColumns(measure, (row) => row.tenths),
    { title: "Why", class: "wide", cell: (row) => prose(row.why) },
  ];
  return [el("h3", {}, "Once for the project"), el("p", { class: "faint" }, "Paid once, however many findings there are, and in no sum above."), table("Fixed costs", columns, fixed)];
}

/** A link to the findings that a filter leaves. */
function findingsLink(filter, content) {
  return el("a", { href: `#findings?${new URLSearchParams(filter)}` }, content);
}

function ruleLink(id) {
  return el("a", { href: `#rules?${new URLSearchParams({ show: id })}`, class: "mono" }, pathText(id));
}
