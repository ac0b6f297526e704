// Which findings are shown, and in which order.

const NO_FILTER = { text: "", file: "", package: "", rule: "", change: "", certainty: "" };
const CERTAINTIES = ["certain", "to judge", "ignored"];
const PAGE = 50;
/** More rows than this help nobody on paper. */
const ON_PAPER = 1000;

/** The findings that pass the filter, sorted. */
function shownFindings({ plan, target, state }) {
  const { filter, sort } = state;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const isInFile = fileTest(plan, filter.file);
  const passes = (finding) =>
    (!filter.package || finding.rule.package === filter.package) &&
    (!filter.rule || finding.rule.id === filter.rule) &&
    isInFile(finding) &&
    (!filter.change || changeOf(finding, target) === filter.change) &&
    (!filter.certainty || certaintyOf(finding) === filter.certainty) &&
    words.every((word) => searched(finding).includes(word));
  return sorted(plan.findings.filter(passes), sort, target);
}

/** A whole path means that file alone, anything else every path that has it in it. */
function fileTest(plan, text) {
  if (!text) return () => true;
  const exact = plan.files.some((file) => file.path === text);
  const part = text.toLowerCase();
  return (finding) => (exact ? finding.path === text : finding.path.toLowerCase().includes(part));
}

function sorted(findings, { by, down }, target) {
  const key = SORT_KEYS[by];
  if (!key) return findings;
  const keyed = findings.map((finding) => [key(finding, target), finding]);
  const sign = down ? -1 : 1;
  keyed.sort(([a, first], [b, second]) => (a < b ? -sign : a > b ? sign : first.index - second.index));
  return keyed.map(([, finding]) => finding);
}

/** By place is the order of the plan. */
const SORT_KEYS = {
  place: (finding) => finding.index,
  name: (finding) => finding.text.toLowerCase(),
  package: (finding) => finding.rule.package.toLowerCase(),
  certainty: (finding) => CERTAINTIES.indexOf(certaintyOf(finding)),
  change: (finding, target) => CHANGES.indexOf(changeOf(finding, target)),
  call: (finding, target) => entryOf(finding, target)?.call ?? "",
  effort: (finding, target) => finding.tenths[target]?.likely ?? -1,
};

/** The filter as controls; `changed` is told the new one. */
function filterForm({ plan, target, state }, changed) {
  const tell = (name) => ({ target: { value } }) => changed({ ...state.filter, [name]: value });
  const box = (name, title, placeholder, className) => el("label", { class: className }, title, el("input", { type: "search", value: state.filter[name], placeholder, on: { input: tell(name) } }));
  const select = (name, title, values) => {
    const option = ([value, text]) => el("option", { value, selected: state.filter[name] === value }, text);
    return el("label", {}, title, el("select", { on: { change: tell(name) } }, el("option", { value: "" }, "all"), values.map(option)));
  };
  return el("form", { class: "filter", role: "search", "aria-label": "Filter the findings", on: { submit: (event) => event.preventDefault() } },
    box("text", "Search", "names, paths, code", "wide"),
    select("package", "Package", numbered(plan.findings, (finding) => finding.rule.package)),
    select("change", `Change on ${plan.targets[target].target}`, numbered(plan.findings, (finding) => changeOf(finding, target), CHANGES)),
    select("certainty", "Certainty", numbered(plan.findings, certaintyOf, CERTAINTIES)),
    box("file", "File", "a path or a part of it", "wide"),
    state.filter.rule && select("rule", "Rule", [[state.filter.rule, visible(state.filter.rule)]]));
}

/** Values of findings with how often each occurs, as options. */
function numbered(findings, key, order) {
  const numbers = new Map();
  for (const finding of findings) numbers.set(key(finding), (numbers.get(key(finding)) ?? 0) + 1);
  const values = order ? order.filter((value) => numbers.has(value)) : [...numbers.keys()].sort();
  return values.map((value) => [value, `${visible(value)} (${whole(numbers.get(value))})`]);
}
