// The order of work, and the data that it follows from.

function wavesSection({ plan, target, measure, state }) {
  if (!plan.waves.length) return null;
  const effort = (wave) => (wave.kind === "data" ? undefined : sum(wave.groups.map((group) => group.tenths[target])));
  const most = Math.max(...plan.waves.map((wave) => effort(wave)?.high ?? 0), 0);
  const columns = [
    { title: "Wave", cell: (wave) => el("a", { href: `#wave-${wave.number}` }, whole(wave.number)) },
    { title: "What", class: "wide", cell: (wave) => prose(wave.title) },
    { title: "Data sets", number: true, cell: (wave) => (wave.data.length ? whole(wave.data.length) : "") },
    { title: "Files", number: true, cell: (wave) => whole(waveFiles(wave)) },
    { title: "Findings", number: true, cell: (wave) => whole(waveFindings(wave)) },
    ...effortColumns(measure, effort),
    { title: measure.scale(most), class: "chart", cell: (wave) => effort(wave) && rangeBar(effort(wave), most) },
  ];
  return section("waves", "Order of work", "What can move alone, what must move together, and what waits for what: from who runs whom, and who writes and reads which data.", [
    table("Waves", columns, plan.waves),
    plan.waves.map((wave) => waveDetail(plan, wave, target, measure, state.printing)),
  ]);
}

function waveFiles(wave) {
  return wave.groups.reduce((total, group) => total + group.files.length, 0);
}

function waveFindings(wave) {
  return wave.groups.reduce((total, group) => total + group.findings, 0);
}

function waveDetail(plan, wave, target, measure, open) {
  const path = (file) => plan.files[file].path;
  const columns = [
    { title: "Files", class: "wide", cell: (group) => group.files.map((file) => el("span", { class: "block place" }, findingsLink({ file: path(file) }, pathText(path(file))))) },
    { title: "Together", cell: (group) => (group.files.length > 1 ? "must move together" : el("span", { class: "faint" }, "can move alone")) },
    { title: "Wait for", class: "wide", cell: (group) => group.waits.filter((wait) => !group.files.includes(wait.on)).map((wait) => waitInWords(plan, wait)) },
    { title: "Needed by", number: true, cell: (group) => (group.neededBy ? count(group.neededBy, "file") : "") },
    { title: "Findings", number: true, cell: (group) => whole(group.findings) },
    ...effortColumns(measure, (group) => group.tenths[target]),
  ];
  return el("details", { id: `wave-${wave.number}`, open },
    el("summary", {}, el("strong", {}, `Wave ${wave.number}: `), prose(wave.title)),
    wave.data.length > 0 && el("ul", {}, wave.data.map((at) => el("li", {}, dataSetName(plan.dataSets[at])))),
    wave.groups.length > 0 && longTable(`Wave ${wave.number}`, columns, wave.groups, 25));
}

function waitInWords(plan, { on, by, data }) {
  const why = by === "data" && data !== null ? ["which writes ", dataSetName(plan.dataSets[data])] : "which it runs or imports";
  return el("span", { class: "block" }, el("span", { class: "place" }, pathText(plan.files[on].path)), el("span", { class: "faint" }, ", ", why));
}

function dataSetName({ name, kind }) {
  return [name ? code(name) : "a name that only running the code would tell", kind && ` (${visible(kind)})`];
}

/** Whether a data set can be read on a target once the product is gone. */
function readableLater({ dying, convertOn }, target) {
  if (!dying) return mark("yes");
  return convertOn.includes(target) ? mark("no: convert it first", "bad") : mark(`as long as what reads it runs on ${target}`, "warn");
}

function estateSection({ plan, target }) {
  if (!plan.dataSets.length) return null;
  const users = (list) => (list.length ? fileList(plan, list) : "–");
  const columns = [
    { title: "Data", class: "wide", cell: (row) => (row.name ? pathText(row.name) : "a name that only running the code would tell") },
    { title: "Kind", cell: (row) => visible(row.kind ?? "–") },
    { title: "Readable later", cell: (row) => readableLater(row, plan.targets[target].target) },
    { title: "Files", number: true, cell: (row) => (row.files ? whole(row.files) : "–") },
    { title: "Size", number: true, cell: (row) => (row.files ? bytes(row.bytes) : "–") },
    { title: "Written by", class: "wide", cell: (row) => users(row.writes) },
    { title: "Read by", class: "wide", cell: (row) => users(row.reads) },
  ];
  const rows = [...plan.dataSets].sort((a, b) => b.dying - a.dying || b.bytes - a.bytes);
  return section("estate", "Data", "What the code reads and writes, as far as it says so, and the data files that lie beside it. None of them was opened.", longTable("Data", columns, rows, 25));
}

/** Files that are named in a cell. */
const MOST_FILES = 3;

/** The files of findings (their indices), each once. */
function fileList(plan, findings) {
  const files = [...new Set(findings.map((at) => plan.findings[at].path))];
  const shown = files.slice(0, MOST_FILES).map((path) => el("span", { class: "block place" }, findingsLink({ file: path }, pathText(path))));
  return [shown, files.length > MOST_FILES && el("span", { class: "faint" }, `and ${whole(files.length - MOST_FILES)} more`)];
}
