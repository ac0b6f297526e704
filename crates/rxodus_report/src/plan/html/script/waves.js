// The order of work, and the data and models that it follows from.

function wavesSection({ plan, target, measure, state }) {
  if (!plan.waves.length) return null;
  const most = Math.max(...plan.waves.map((wave) => waveEffort(wave, target).high), 0);
  const columns = [
    { title: "Wave", cell: (wave) => el("a", { href: `#wave-${wave.number}` }, `${wave.number}`) },
    { title: "What", class: "wide", cell: (wave) => visible(wave.title) },
    { title: "Waits for", cell: (wave) => (wave.waitsFor.length ? inWords(wave.waitsFor.map(String)) : "nothing") },
    { title: "Files", number: true, cell: (wave) => whole(waveFiles(wave)) },
    { title: "Findings", number: true, cell: (wave) => whole(wave.findings) },
    ...effortColumns(measure, (wave) => waveEffort(wave, target)),
    { title: measure.scale(most), class: "chart", cell: (wave) => rangeBar(waveEffort(wave, target), most) },
  ];
  return section("waves", "Order of work", "What can move alone, what must move together, and what waits for what, from who runs whom and who writes and reads which data.", [
    table("Waves", columns, plan.waves),
    plan.waves.map((wave) => waveDetail(plan, wave, target, measure, state.printing)),
  ]);
}

function waveEffort(wave, target) {
  return sum(wave.groups.map((group) => group.tenths[target]).map((tenths) => tenths && range(tenths)));
}

function waveFiles(wave) {
  return wave.groups.reduce((total, group) => total + group.files.length, 0);
}

function waveDetail(plan, wave, target, measure, open) {
  const columns = [
    { title: "Files", class: "wide", cell: (group) => group.files.map((file) => el("span", { class: "block place" }, findingsLink({ file: plan.files[file].path }, pathText(plan.files[file].path)))) },
    { title: "Move together because", class: "wide", cell: (group) => (group.files.length > 1 ? prose(group.together ?? "") : el("span", { class: "faint" }, "can move alone")) },
    { title: "Wait for", class: "wide", cell: (group) => group.waitsFor.map((wait) => el("span", { class: "block place" }, pathText(plan.files[wait.file].path), el("span", { class: "faint" }, ` ${wait.by}${wait.name ? ` ${visible(wait.name)}` : ""}`))) },
    { title: "Findings", number: true, cell: (group) => whole(group.findings) },
    ...effortColumns(measure, (group) => group.tenths[target] && range(group.tenths[target])),
  ];
  return el("details", { id: `wave-${wave.number}`, open },
    el("summary", {}, el("strong", {}, `Wave ${wave.number}: `, visible(wave.title)), el("span", { class: "faint" }, ` ${count(waveFiles(wave), "file")}, ${count(wave.findings, "finding")}`)),
    wave.reason && el("p", {}, prose(wave.reason)),
    wave.groups.length > 0 && longTable(`Wave ${wave.number}`, columns, wave.groups, 25));
}

function estateSection({ plan }) {
  if (!plan.dataSets.length && !plan.models.length) return null;
  const users = (list) => (list.length ? fileList(plan, list) : "–");
  const data = [
    { title: "Data", class: "wide", cell: (row) => (row.name ? pathText(row.name) : el("span", { class: "faint" }, "a name that only running the code would tell")) },
    { title: "Kind", cell: (row) => row.title ?? row.kind ?? "–" },
    { title: "Files", number: true, cell: (row) => (row.files === null ? "–" : whole(row.files)) },
    { title: "Size", number: true, cell: (row) => bytes(row.bytes) },
    { title: "Written by", class: "wide", cell: (row) => users(row.writes) },
    { title: "Read by", class: "wide", cell: (row) => users(row.reads) },
  ];
  const models = [
    { title: "Model", cell: (row) => visible(row.name ?? "–") },
    { title: "Trained in", class: "wide", cell: (row) => users(row.trained) },
    { title: "Scored in", class: "wide", cell: (row) => users(row.scored) },
    { title: "Published in", class: "wide", cell: (row) => users(row.published) },
  ];
  return section("estate", "Data and models", "What the code reads and writes, as far as it says so, and the data files that lie beside it. None of them was opened.", [
    plan.dataSets.length > 0 && longTable("Data", data, plan.dataSets, 25),
    plan.models.length > 0 && [el("h3", {}, "Models"), longTable("Models", models, plan.models, 25)],
  ]);
}

/** The files of findings (their indexes), each once. */
function fileList(plan, findings) {
  const files = [...new Set(findings.map((at) => plan.findings[at].path))];
  const shown = files.slice(0, 5).map((path) => el("span", { class: "block place" }, findingsLink({ file: path }, pathText(path))));
  return [shown, files.length > 5 && el("span", { class: "faint" }, `and ${whole(files.length - 5)} more`)];
}
