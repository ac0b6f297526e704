// The table of findings: filtered, sorted, a page at a time.

function findingsSection(view) {
  const results = el("div", { id: "results" });
  const form = filterForm(view, (filter) => {
    view.state.filter = filter;
    view.state.page = 0;
    drawResults(view, results);
    view.remember();
  });
  drawResults(view, results);
  return section("findings", "Findings", "Every use, with what it becomes. Open a line to see it argument by argument.", [form, results]);
}

function drawResults(view, results) {
  const { state, measure, target } = view;
  const findings = shownFindings(view);
  const pages = Math.max(1, Math.ceil(findings.length / PAGE));
  state.page = Math.min(state.page, pages - 1);
  const from = state.printing ? 0 : state.page * PAGE;
  const shown = findings.slice(from, state.printing ? ON_PAPER : from + PAGE);
  const again = () => drawResults(view, results);
  const known = findings.filter((finding) => finding.standing && finding.certain);
  const total = sum(known.map((finding) => finding.tenths[target]));
  fill(results,
    el("p", { role: "status", class: "status" }, statusWords(findings, from, shown), known.length > 0 && el("span", { class: "faint" }, ` Certain ones: ${effortInWords(measure, total)}.`),
      isFiltered(state.filter) && el("button", { type: "button", class: "more", on: { click: () => view.set({ filter: { ...NO_FILTER }, page: 0 }) } }, "Clear the filter")),
    findings.length > 0 && findingsTable(view, shown, again),
    !state.printing && pages > 1 && pager(state, pages, again));
}

function statusWords(findings, from, shown) {
  if (!findings.length) return "No finding passes the filter.";
  if (shown.length === findings.length) return `${count(findings.length, "finding")}.`;
  return `Findings ${whole(from + 1)} to ${whole(from + shown.length)} of ${whole(findings.length)}.`;
}

function isFiltered(filter) {
  return Object.values(filter).some(Boolean);
}

function findingsTable(view, findings, again) {
  const { state, measure, target } = view;
  const columns = [
    { title: "Place", sort: "place", class: "wide place", cell: (row) => [pathText(row.path), `:${row.line}`] },
    { title: "As written", sort: "name", class: "written", cell: (row) => code(row.text) },
    { title: "Package", sort: "package", class: "spare", cell: (row) => visible(row.rule.package) },
    { title: "Certainty", sort: "certainty", class: "spare", cell: certaintyMark },
    { title: "Change", sort: "change", cell: (row) => [badge(changeOf(row, target)), trapsOf(row, target).length > 0 && [" ", mark("trap", "warn trap")]] },
    { title: "Becomes", sort: "call", class: "spare", cell: (row) => entryOf(row, target)?.call && code(entryOf(row, target).call) },
    { title: `Likely, ${measure.unit}`, sort: "effort", number: true, class: "spare", cell: (row) => (row.tenths[target] ? measure.likely(row.tenths[target]) : el("span", { class: "faint" }, "–")) },
  ];
  const lines = findings.map((row) => {
    const isOpen = state.open.has(row.index);
    return opening(columns, row, row.index, isOpen, () => findingDetail(view, row), () => toggle(state.open, row.index, again));
  });
  return scrolling("Findings", el("table", { class: "findings" }, el("caption", { class: "hidden" }, "Findings"),
    el("thead", {}, el("tr", {}, columns.map((column) => sortHead(column, state, again)))), el("tbody", {}, lines)));
}

/** Opens or closes what has this key, draws again, and stays on its button. */
function toggle(open, key, again) {
  if (!open.delete(key)) open.add(key);
  again();
  document.getElementById(`row-${key}`)?.querySelector("button")?.focus({ preventScroll: true });
}

function sortHead(column, state, again) {
  const isBy = state.sort.by === column.sort;
  const click = () => {
    state.sort = { by: column.sort, down: isBy && !state.sort.down };
    state.page = 0;
    again();
    document.querySelector(`#findings [data-sort="${column.sort}"]`)?.focus({ preventScroll: true });
  };
  const button = el("button", { type: "button", class: "sort", "data-sort": column.sort, on: { click } }, column.title, isBy && el("span", { "aria-hidden": "true" }, state.sort.down ? " ↓" : " ↑"));
  return el("th", { scope: "col", class: columnClass(column), "aria-sort": isBy ? (state.sort.down ? "descending" : "ascending") : null }, button);
}

function certaintyMark(finding) {
  const certainty = certaintyOf(finding);
  return mark(certainty, { certain: "plain", "to judge": "warn", ignored: "faint" }[certainty]);
}

function pager(state, pages, again) {
  const go = (page) => () => {
    state.page = page;
    again();
    document.getElementById("findings").scrollIntoView();
  };
  const button = (text, page, can) => el("button", { type: "button", disabled: !can, on: { click: go(page) } }, text);
  return el("div", { class: "pager", role: "group", "aria-label": "Pages" },
    button("First", 0, state.page > 0), button("Previous", state.page - 1, state.page > 0),
    el("span", {}, `Page ${whole(state.page + 1)} of ${whole(pages)}`),
    button("Next", state.page + 1, state.page < pages - 1), button("Last", pages - 1, state.page < pages - 1));
}
