// The advice: every platform, with what speaks for and against it.

function platformsSection({ plan, measure, state }) {
  const { advice } = plan;
  if (!advice) return null;
  const columns = [
    { title: "Platform", class: "wide", cell: (row) => visible(row.title) },
    { title: "Target", cell: (row) => row.target ?? "–" },
    { title: "Life cycle", cell: lifeCycle },
    { title: "Fit", number: true, cell: (row) => signed(row.fit) },
    { title: "Ready", number: true, cell: (row) => percent(row.readiness) },
    ...effortColumns(measure, (row) => row.tenths ?? undefined),
    { title: "Findings with nothing there", number: true, cell: (row) => whole(row.blockers.reduce((total, blocker) => total + blocker.findings, 0)) },
  ];
  return section("platforms", "Platforms", "Where the code could run. Fit is the sum of what was found in the code and answered in the settings; it is no effort and no readiness.", [
    el("div", { class: "card advice" }, adviceInWords(advice)),
    openingTable("Platforms, the best first", columns, advice.platforms, (row) => `platform-${row.id}`, state.open, platformDetail),
  ]);
}

function adviceInWords(advice) {
  const best = advice.platforms.find((platform) => platform.id === advice.recommended);
  const title = (id) => visible(advice.platforms.find((platform) => platform.id === id)?.title ?? id);
  const change = (one) => el("li", {}, prose(one.what), one.to && [": ", title(one.to)]);
  return [
    el("p", {}, el("strong", {}, best ? ["Recommended: ", visible(best.title), ". "] : "Nothing is recommended: nothing speaks for one platform. ")),
    best && el("ul", {}, best.evidence.filter((reason) => reason.fit > 0).map((reason) => el("li", {}, reasonInWords(reason)))),
    advice.wouldChange.length > 0 && [el("h3", {}, "What would change it"), el("ul", {}, advice.wouldChange.map(change))],
    advice.open.length > 0 && [el("h3", {}, "Not visible in code, and not answered"), el("ul", {}, advice.open.map(({ id, text }) => el("li", {}, prose(text), " ", code(id))))],
  ];
}

function reasonInWords(reason) {
  const places = reason.count > 0 ? ` (${count(reason.count, "place")})` : "";
  return [prose(reason.title), `${places}: `, prose(reason.why)];
}

function lifeCycle({ retired, ends }) {
  return [retired ? mark("retired", "bad") : ends ? mark("ends", "warn") : mark("open", "good"), ends && el("span", { class: "faint block date" }, ends)];
}

function signed(number) {
  return number > 0 ? `+${number}` : String(number).replace("-", "−");
}

function platformDetail(platform) {
  const columns = [
    { title: "What was found", class: "wide", cell: (row) => prose(row.title) },
    { title: "Fit", number: true, cell: (row) => (row.fit === null ? mark("excludes", "bad") : signed(row.fit)) },
    { title: "Why", class: "wide", cell: (row) => prose(row.why) },
    { title: "Places", number: true, cell: (row) => (row.count > 0 ? whole(row.count) : "answered") },
    { title: "For instance", class: "wide", cell: (row) => row.places.map((place) => el("span", { class: "block place" }, pathText(place))) },
  ];
  const blocker = (row) => el("li", {}, ruleLink(row.rule), ` ${count(row.findings, "finding")}`);
  return el("div", {},
    platform.excluded.length > 0 && el("ul", {}, platform.excluded.map((reason) => el("li", {}, mark("Cannot be chosen: ", "bad"), prose(reason)))),
    platform.evidence.length > 0 ? table(`Evidence for ${platform.title}`, columns, platform.evidence) : el("p", { class: "faint" }, "Nothing that was found speaks for or against it."),
    platform.blockers.length > 0 && [el("h3", {}, "For which there is nothing there"), el("ul", {}, platform.blockers.map(blocker))]);
}
