// One finding: its code, and what it becomes on each target, argument by argument.

function findingDetail(view, finding) {
  const { plan, target } = view;
  const others = plan.targets.map((_, at) => at).filter((at) => at !== target);
  return el("div", { class: "finding" },
    codeLine(finding),
    facts([
      ["Rule", [ruleLink(finding.rule.id), finding.rule.title !== finding.rule.id && el("span", { class: "faint" }, ` ${visible(finding.rule.title)}`)]],
      ["Place", placeInWords(finding)],
      ["How sure", [`${finding.origin} (${ORIGIN_MEANS[finding.origin] ?? ""})`, finding.reason && [". ", prose(finding.reason)]]],
      ["Ignored", finding.suppressed !== null && visible(finding.suppressed)],
      ["Runs", contextInWords(finding.context)],
      ["Data", finding.data.length > 0 && finding.data.map((data) => el("span", { class: "block" }, dataInWords(finding, data)))],
      ["Wrapper", finding.wrapper && [code(finding.wrapper.name), ` is nothing but this: change it here, and ${count(finding.wrapper.dependants, "call")} of it ${finding.wrapper.dependants === 1 ? "follows" : "follow"}`]],
      ["Not seen", notSeenInWords(finding)],
    ]),
    becomes(view, finding, target, true),
    others.map((at) => becomes(view, finding, at, false)));
}

/** The line of code, with the name marked. Columns count whole characters, as the plan does. */
function codeLine(finding) {
  if (!finding.code) return null;
  const letters = [...finding.code];
  const start = finding.codeColumn - 1;
  const end = start + [...finding.text].length;
  const part = (from, to) => visible(letters.slice(from, to).join(""));
  return el("pre", { class: "line", tabindex: 0 }, el("span", { class: "gutter" }, `${finding.line} `), el("code", {}, part(0, start), el("mark", {}, part(start, end)), part(end)));
}

function placeInWords(finding) {
  const cell = finding.cell === null ? "" : `, cell ${finding.cell}`;
  const container = finding.container === "plain" ? "" : ` in ${finding.container}`;
  return [el("span", { class: "mono" }, pathText(finding.path), `:${finding.line}:${finding.column}`), `${cell}; ${finding.usage}${container}`, !finding.evaluated && "; running the file does not run it"];
}

function contextInWords(context) {
  if (!context) return null;
  if (context.state === "default") return "where R or Python runs: nothing sets another compute context";
  if (context.state === "unknown") return "unknown: only running the code would tell the compute context";
  return ["in the compute context ", context.kinds.flatMap((kind, at) => [at > 0 && " or ", code(kind)])];
}

function dataInWords(finding, { argument, direction, kind, name }) {
  const { formal, written } = finding.arguments[argument] ?? {};
  const by = finding.rule.formals[formal] ?? written;
  return [direction, " ", kind ? visible(kind) : "data of an unknown kind", name && [" ", code(name)], by && [" by ", code(by)]];
}

function notSeenInWords(finding) {
  return inWords([finding.moreArguments && "arguments that cannot be seen", finding.recovered && "the place could not be parsed: its arguments are not known"].filter(Boolean));
}

/** What it becomes on a target: the chosen one in full, the others to open. */
function becomes({ plan, measure }, finding, target, isChosen) {
  const entry = entryOf(finding, target);
  const { target: id, title } = plan.targets[target];
  const head = [el("strong", {}, `On ${id} `), badge(changeOf(finding, target)), entry?.call && [" → ", code(entry.call)]];
  const body = entry ? [entryBody(measure, finding, entry, finding.tenths[target]), trapList("Traps in this call", trapsOf(finding, target))] : el("p", {}, `Unmapped: nobody looked at this on ${visible(title)}. No effort is known, which is not the same as none.`);
  return isChosen ? el("div", { class: "becomes chosen" }, el("p", {}, head), body) : el("details", { class: "becomes" }, el("summary", {}, head), body);
}

function entryBody(measure, finding, entry, tenths) {
  return [
    entry.note && el("p", {}, prose(entry.note)),
    argumentTable(finding, entry),
    entry.add.length > 0 && el("p", {}, "The new call needs in addition: ", entry.add.map(([name, value], at) => [at > 0 && ", ", code(`${name} = ${value}`)])),
    el("p", { class: "faint" }, `${capital(entry.confidence)} confidence, checked ${entry.checked}.`, tenths ? ` Effort: ${effortInWords(measure, tenths)}, arguments included.` : ""),
  ];
}

/** The call's own arguments and what becomes of each. */
function argumentTable(finding, entry) {
  if (entry.change === "keep" || finding.arguments.length === 0) return null;
  const columns = [
    { title: "Argument", cell: ({ formal, written, at }) => (takesAny(formal) ? (written ? code(written) : `number ${at + 1}, by position`) : code(formal ?? written ?? "by position")) },
    { title: "Becomes", cell: ({ fate }) => [FATE_WORDS[fate.fate], takenOverBy(fate.to)] },
    { title: "Note", class: "wide", cell: ({ fate }) => fate.note && prose(fate.note) },
  ];
  const rows = finding.arguments.map((argument, at) => {
    const formal = argument.formal === null ? null : finding.rule.formals[argument.formal];
    return { formal, written: argument.written, at, fate: fateOf(entry, formal) };
  });
  return table(`Arguments of ${finding.text}`, columns, rows);
}

/** Whether a formal takes whatever fits no other. */
function takesAny(formal) {
  return formal?.startsWith("*") || formal === "...";
}

/** The argument that takes the place of another one. */
function takenOverBy(to) {
  return to && (takesAny(to) ? ", passed on" : [" → ", code(to)]);
}

/** What an entry says of a formal; `null` stands for an argument that fits none. */
function fateOf({ change, arguments: named }, formal) {
  if (formal === null) return { fate: "unknown" };
  return named.find((one) => one.formal === formal) ?? { fate: FATE_BY_CHANGE[change] ?? "unmapped" };
}
