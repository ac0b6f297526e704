// The advice: every platform, with what speaks for and against it.

function platformsSection({ plan, measure, state }) {
  const { advice } = plan;
  if (!advice) return null;
  const rows = [...advice.platforms].sort((a, b) => rank(a, advice) - rank(b, advice));
  const columns = [
    { title: "Platform", class: "wide", cell: (row) => visible(row.title) },
    { title: "Target", cell: (row) => row.target ?? "–" },
    { title: "Life cycle", cell: lifeCycle },
    { title: "Fit", number: true, cell: (row) => signed(row.fit) },
    { title: "Ready", number: true, cell: (row) => percent(row.readiness) },
    ...effortColumns(measure, (row) => row.effort?.tenths),
    { title: "Blockers", number: true, cell: (row) => whole(row.blockers.reduce((total, blocker) => total + blocker.findings, 0)) },
  ];
  return section("platforms", "Platforms", "Where the code could run. Fit is the sum of what was found in the code and answered in the settings; it is no effort and no readiness.", [
    el("div", { class: "card advice" }, adviceInWords(advice)),
    openingTable("Platforms, the best first", columns, rows, (row) => `platform-${row.id}`, state.open, platformDetail),
  ]);
}

/** The recommended one first, then by fit; what is excluded or retired last. */
function rank(platform, advice) {
  if (platform.id === advice.recommended) return -1000;
  return (platform.excluded || platform.state === "retired" ? 1000 : 0) - platform.fit;
}

function adviceInWords(advice) {
  const best = advice.platforms.find((platform) => platform.id === advice.recommended);
  return [
    el("p", {}, best ? [el("strong", {}, "Recommended: ", visible(best.title), ". ")] : el("strong", {}, "Nothing is recommended. "), prose(advice.reason)),
    advice.wouldChange.length > 0 && [el("h3", {}, "What would change it"), el("ul", {}, advice.wouldChange.map((text) => el("li", {}, prose(text))))],
    advice.open.length > 0 && [el("h3", {}, "Not visible in code, and not answered"), el("ul", {}, advice.open.map(({ question, text }) => el("li", {}, prose(text), " ", code(question))))],
  ];
}

function lifeCycle(platform) {
  const words = { open: ["open", "good"], ending: ["ending", "warn"], retired: ["retired", "bad"] }[platform.state] ?? [platform.state, "plain"];
  return [mark(...words), platform.ends && el("span", { class: "faint block date" }, platform.ends)];
}

function signed(number) {
  return number > 0 ? `+${number}` : String(number).replace("-", "−");
}

function platformDetail(platform) {
  const evidence = [
    { title: "What was found", class: "wide", cell: (row) => visible(row.title) },
    { title: "Fit", number: true, cell: (row) => signed(row.fit) },
    { title: "Why", class: "wide", cell: (row) => prose(row.why) },
    { title: "Places", number: true, cell: (row) => whole(row.count) },
    { title: "For instance", class: "wide", cell: (row) => row.places.map((place) => el("span", { class: "block place" }, pathText(place))) },
  ];
  const blocker = (row) => el("li", {}, ruleLink(row.rule), ` ${count(row.findings, "finding")}: `, prose(row.note));
  return [
    platform.excluded && el("p", {}, mark("excluded", "bad"), " ", prose(platform.excluded)),
    platform.evidence.length > 0 ? table(`Evidence for ${platform.title}`, evidence, platform.evidence) : el("p", { class: "faint" }, "Nothing in the code speaks for or against it."),
    platform.blockers.length > 0 && [el("h3", {}, "Blockers"), el("ul", {}, platform.blockers.map(blocker))],
  ];
}
