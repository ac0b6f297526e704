// The rules that occur: what each is, and what it becomes on every target.

function rulesSection(view) {
  const { plan, target, measure, state } = view;
  if (!plan.rules.length) return null;
  const groups = new Map(plan.targets[target].rules.map((group) => [group.name, group]));
  const numbers = new Map();
  for (const finding of plan.findings) numbers.set(finding.rule.id, (numbers.get(finding.rule.id) ?? 0) + 1);
  const columns = [
    { title: "Rule", class: "wide mono", cell: (rule) => pathText(rule.id) },
    { title: "Findings", number: true, cell: (rule) => whole(numbers.get(rule.id) ?? 0) },
    { title: "Change", cell: (rule) => [...changesOf(rule, target)].map((change) => [badge(change), " "]) },
    { title: "Becomes", class: "spare", cell: (rule) => [...new Set(rule.entries[target].map((entry) => entry.call).filter(Boolean))].map((call) => el("span", { class: "block" }, code(call))) },
    ...effortColumns(measure, (rule) => effortOfGroup(groups.get(rule.id))).map((column) => ({ ...column, class: `${column.class} spare` })),
  ];
  return section("rules", "Rules", "What was met, and what is known of it. Effort is that of the certain findings.", openingTable("Rules that occur", columns, plan.rules, (rule) => ruleKey(rule.id), state.open, (rule) => rulePage(plan, rule)));
}

function ruleKey(id) {
  return `rule-${id}`;
}

function changesOf(rule, target) {
  return new Set(rule.entries[target].length ? rule.entries[target].map((entry) => entry.change) : ["unmapped"]);
}

/** A table whose rows open. */
function openingTable(caption, columns, rows, key, open, build) {
  const box = el("div", {});
  const draw = () => {
    const head = el("tr", {}, columns.map((column) => el("th", { scope: "col", class: columnClass(column) }, column.title)));
    const lines = rows.map((row) => opening(columns, row, key(row), open.has(key(row)), () => build(row), () => toggle(open, key(row), draw)));
    fill(box, scrolling(caption, el("table", {}, el("caption", { class: "hidden" }, caption), el("thead", {}, head), el("tbody", {}, lines))));
  };
  draw();
  return box;
}

function rulePage(plan, rule) {
  return el("div", { class: "rule" },
    facts([
      ["What it is", rule.title !== rule.id && visible(rule.title)],
      ["Language", rule.language],
      ["Retired", rule.retired],
      ["Topic", visible(rule.topic ?? "")],
      ["Arguments", rule.formals.length > 0 && rule.formals.map((formal, at) => [at > 0 && ", ", code(formal)])],
      ["Reference", rule.reference && outside(rule.reference)],
      ["Findings", findingsLink({ rule: rule.id }, "show them")],
    ]),
    trapList("Traps, where a call shows them", rule.traps),
    plan.targets.map((target, at) => el("section", { class: "becomes" },
      el("h3", {}, `On ${target.target}`),
      rule.entries[at].length ? rule.entries[at].map(ruleEntry) : el("p", {}, badge("unmapped"), ` ${CHANGE_MEANS.unmapped}`))));
}

function ruleEntry(entry) {
  const columns = [
    { title: "Argument", cell: (row) => code(row.formal) },
    { title: "Becomes", cell: (row) => [FATE_WORDS[row.fate], takenOverBy(row.to)] },
    { title: "Note", class: "wide", cell: (row) => row.note && prose(row.note) },
  ];
  const when = entry.when && [entry.when.context && `it runs ${entry.when.context}`, entry.when.data && `its data is ${entry.when.data}`, entry.when.present.length > 0 && `${inWords(entry.when.present)} ${entry.when.present.length > 1 ? "are" : "is"} given`].filter(Boolean);
  return el("div", { class: "entry" },
    el("p", {}, badge(entry.change), entry.call && [" → ", code(entry.call)], when && el("span", { class: "faint" }, ` where ${visible(inWords(when))}`)),
    entry.note && el("p", {}, prose(entry.note)),
    entry.arguments.length > 0 && table("Arguments", columns, entry.arguments),
    entry.before && el("div", { class: "example" }, el("div", {}, el("p", { class: "faint" }, "Before"), codeBlock(entry.before)), entry.after && el("div", {}, el("p", { class: "faint" }, "After"), codeBlock(entry.after))),
    el("p", { class: "faint" }, `${capital(entry.confidence)} confidence, checked ${entry.checked}. Read for it: `, entry.source.map((source, at) => [at > 0 && "; ", outside(source)])));
}
