// The advice: every platform, with what speaks for and against it.

/** Reasons of each side that are not folded. */
const MOST_REASONS = 4;

function platformsSection({ plan, measure, state }) {
  const { advice } = plan;
  if (!advice) return null;
  const columns = [
    { title: "Platform", class: "wide", cell: (row) => visible(row.title) },
    { title: "Target", cell: (row) => row.target ?? el("span", { class: "faint" }, "not asked for") },
    { title: "Life cycle", cell: lifeCycle },
    { title: "Fit", number: true, cell: (row) => signed(row.fit) },
    { title: "Ready", number: true, cell: (row) => percent(row.readiness) },
    ...effortColumns(measure, (row) => row.tenths ?? undefined),
    { title: "Nothing there", number: true, cell: (row) => whole(blocked(row)) },
  ];
  return section("platforms", "Platforms", `Where the code could run. Fit is the sum of what was found in the code, what the settings answer, and how soon support ends; it is no effort and no readiness. Those that fit nearly as well as the best (by ${advice.near} at most), or as the best of a target that does, stand first: among them the least work leads, then the longest life.`, [
    el("div", { class: "card advice" }, adviceInWords(advice, state.printing)),
    openingTable("Platforms, the best first", columns, advice.platforms, (row) => `platform-${row.id}`, state.open, platformDetail),
    questions(advice, state.printing),
  ]);
}

/** The platform that is recommended; nothing where none is. */
function recommended(advice) {
  return advice?.platforms.find((platform) => platform.id === advice.recommended);
}

/** What is advised where no platform is recommended for all of the code. */
function noSingleOne({ platforms, together }) {
  if (together.length === 0) return "Nothing is recommended: nothing speaks for one platform. ";
  const part = ({ language, findings, platform }) => `${visible(platforms.find(({ id }) => id === platform).title)} for ${language} (${count(findings, "finding")})`;
  return `No single platform runs all of the code. Together they do: ${inWords(together.map(part))}. `;
}

function adviceInWords(advice, isOpen) {
  const best = recommended(advice);
  const title = (id) => visible(advice.platforms.find((platform) => platform.id === id)?.title ?? id);
  const change = ({ what, to }) => [prose(what), what.endsWith("?") ? " If so: " : ": ", to ? title(to) : "nothing is recommended"];
  return [
    el("p", {}, el("strong", {}, best ? ["Recommended: ", visible(best.title), ". "] : noSingleOne(advice)), best && "The summary says why; the table has every reason."),
    advice.wouldChange.length > 0 && [el("h3", {}, "What would change it"), shortList(advice.wouldChange.map(change), isOpen)],
  ];
}

/** What to ask people, folded: there are many. */
function questions({ open }, isOpen) {
  if (!open.length) return null;
  return el("details", { id: "questions", open: isOpen },
    el("summary", {}, `${count(open.length, "question")} that no code answers`),
    el("p", { class: "faint" }, "An answer counts like what is found: write it below [answers] into rxodus.toml."),
    el("ul", {}, open.map(({ id, text }) => el("li", {}, prose(text), " ", code(id)))));
}

/** A platform's own scores and its life, in a line. */
function inShort(platform, measure) {
  const parts = [
    platform.readiness && `${percent(platform.readiness)} ready`,
    platform.tenths && `likely ${effortInWords(measure, platform.tenths)}`,
    platform.ends ? `supported until ${platform.ends}` : "no end of support announced",
  ];
  return parts.filter(Boolean).join(" · ");
}

function reasonsFor(platform, isOpen) {
  const reasons = platform.evidence.filter((reason) => reason.fit > 0).sort((a, b) => b.fit - a.fit || b.count - a.count);
  return reasons.length > 0 && [el("h3", {}, "What speaks for it"), shortList(reasons.map(reasonInWords), isOpen)];
}

/** What is not there, what is there in a way of its own, and poor fits. */
function reasonsAgainst(platform, isOpen) {
  const poor = platform.evidence.filter((reason) => reason.fit < 0).sort((a, b) => a.fit - b.fit || b.count - a.count).map(reasonInWords);
  const nothing = blocked(platform) > 0 ? [[`${count(blocked(platform), "finding")} with nothing there: `, someRules(platform.blockers)]] : [];
  const limits = platform.limits.map(prose);
  const reasons = [...nothing, ...limits.slice(0, 2), ...poor, ...limits.slice(2)];
  return [el("h3", {}, "What speaks against it"), reasons.length > 0 ? shortList(reasons, isOpen) : el("p", {}, "Nothing was found that does.")];
}

function someRules(blockers) {
  const most = [...blockers].sort((a, b) => b.findings - a.findings).slice(0, 3);
  return [most.map(({ rule }, at) => [at > 0 && ", ", ruleLink(rule)]), blockers.length > 3 && " and others"];
}

/** The first of these, and the others folded. */
function shortList(items, isOpen) {
  const list = (some) => el("ul", {}, some.map((item) => el("li", {}, item)));
  const more = items.length - MOST_REASONS;
  return [list(items.slice(0, MOST_REASONS)), more > 0 && el("details", { open: isOpen }, el("summary", {}, `and ${whole(more)} more`), list(items.slice(MOST_REASONS)))];
}

function blocked(platform) {
  return platform.blockers.reduce((total, blocker) => total + blocker.findings, 0);
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
    { title: "Places", number: true, cell: (row) => (row.count > 0 ? whole(row.count) : row.criterion === "life-cycle" ? "–" : "answered") },
    { title: "For instance", class: "wide", cell: (row) => row.places.slice(0, 2).map((place) => el("span", { class: "block place" }, pathText(place))) },
  ];
  const blocker = (row) => el("li", {}, ruleLink(row.rule), ` ${count(row.findings, "finding")}`);
  return el("div", {},
    platform.excluded.length > 0 && el("ul", {}, platform.excluded.map((reason) => el("li", {}, mark("Cannot be chosen: ", "bad"), prose(reason)))),
    platform.evidence.length > 0 ? table(`Evidence for ${platform.title}`, columns, platform.evidence) : el("p", { class: "faint" }, "Nothing that was found speaks for or against it."),
    platform.limits.length > 0 && [el("h3", {}, "What it does in a way of its own"), el("ul", {}, platform.limits.map((limit) => el("li", {}, prose(limit))))],
    platform.blockers.length > 0 && [el("h3", {}, "For which there is nothing there"), el("ul", {}, platform.blockers.map(blocker))]);
}
