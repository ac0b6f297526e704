// The first page: what was found, the three scores, and what is not known.

/** More repositories than this are counted in a heading; they have a table. */
const MOST_NAMES = 3;

function summarySection({ plan, target, measure, state }) {
  const { name, asOf } = plan;
  const chosen = plan.targets[target];
  const head = el("div", { class: "title" },
    el("h1", {}, name ? planName(plan) : "Plan"),
    el("p", { class: "lead" }, foundInWords(plan)),
    plan.repositories.filter(({ shard }) => shard).map((repository) => el("p", {}, el("strong", {}, missingInWords(repository)))),
    plan.platform && el("p", {}, "For ", el("strong", {}, visible(plan.platform.title)), `: ${visible(plan.platform.life)}.`),
    el("p", { class: "faint" }, `As of ${asOf}. Read from the code alone: nothing was run.`));
  const scores = el("div", { class: "scores" },
    scoreCard("Coverage", percent(plan.coverage.seen.whole), "how much of the code was understood", `${partOf(plan.coverage.seen.whole, "file")} that can hold code, wholly; ${bytes(plan.coverage.seen.bytes)}`),
    scoreCard("Readiness", percent(chosen.scores.readiness), `how much is mechanical on ${chosen.target}`, readyInWords(chosen.scores.readiness)),
    scoreCard("Effort", [measure.likely(chosen.scores.effort.tenths), el("span", { class: "unit" }, ` ${measure.unit} likely`)], `how much work the code is on ${chosen.target}`, effortLine(measure, chosen.scores)));
  return el("section", { id: "summary", "aria-label": name ? `The plan for ${planName(plan)}` : "The plan" }, head, scores, plan.findings.length > 0 && recommendation(plan, measure, state.printing), unknowns(plan, target, measure));
}

/** What it is a plan for: the repository, or how many there are. */
function planName({ name, repositories }) {
  return repositories.length > MOST_NAMES ? count(repositories.length, "repository", "repositories") : visible(name);
}

/** Of which parts of a repository this is the plan, and how many are missing. */
function missingInWords({ name, shard: { of, parts } }) {
  const here = `${parts.length === 1 ? "Part" : "Parts"} ${inWords(parts.map(whole))} of ${whole(of)} of ${visible(name)} alone`;
  return `${here}: ${count(of - parts.length, "part")} ${of - parts.length === 1 ? "is" : "are"} missing. Merge them to have the whole.`;
}

function foundInWords(plan) {
  const { certain, graded, suppressed } = plan.counts;
  const files = new Set(plan.findings.filter((finding) => finding.standing && finding.certain).map((finding) => finding.file)).size;
  if (certain + graded + suppressed === 0) return "Nothing of what is retired was found.";
  const more = [graded && `${whole(graded)} more for a reader to judge`, suppressed && `${whole(suppressed)} ignored by comments`].filter(Boolean);
  return `${count(certain, "certain finding")} in ${count(files, "file")}${more.length ? `; ${inWords(more)}` : ""}.`;
}

function scoreCard(title, figure, question, below) {
  return el("div", { class: "card" }, el("h2", {}, title), el("p", { class: "figure" }, figure), el("p", {}, question), el("p", { class: "faint" }, below));
}

function readyInWords(readiness) {
  return readiness ? `${partOf(readiness, "certain finding")} ${readiness.of === 1 ? "is" : "are"} keep, remove, rename or arguments` : "no certain finding";
}

function effortLine(measure, scores) {
  const fixed = scores.fixed.tenths;
  const once = fixed.high > 0 ? `; once for the project, ${effortInWords(measure, fixed)} more` : "";
  return `${measure.span(scores.effort.tenths)} from low to high${once}`;
}

function recommendation({ advice }, measure, isOpen) {
  const best = recommended(advice);
  if (!best && !advice?.together.length) return null;
  const all = el("p", {}, el("a", { href: "#platforms" }, "Every platform, and what speaks for and against it"));
  if (!best) return el("div", { class: "card advice" }, el("h2", {}, "Recommended platforms"), el("p", {}, noSingleOne(advice)), all);
  return el("div", { class: "card advice" },
    el("h2", {}, "Recommended platform"),
    el("p", { class: "figure" }, visible(best.title)),
    el("p", {}, inShort(best, measure)),
    el("div", { class: "sides" }, el("div", {}, reasonsFor(best, isOpen)), el("div", {}, reasonsAgainst(best, isOpen))),
    advice.why.length > 0 && [el("h3", {}, "Why it comes first"), el("ul", {}, advice.why.map((why) => el("li", {}, prose(why))))],
    all);
}

/** What the scores do not say, each with the place that tells more. */
function unknowns({ coverage, counts, targets, advice, findings }, target, measure) {
  const { seen } = coverage;
  const { unmapped, graded } = targets[target].scores;
  const id = targets[target].target;
  // Where nothing was found there is nothing to advise on.
  const open = findings.length > 0 ? advice?.open.length ?? 0 : 0;
  const rows = [
    [seen.unread, count(seen.unread, "file"), "could not be read", "#coverage"],
    [seen.partial, count(seen.partial, "file"), "read, and not wholly understood", "#coverage"],
    [seen.skipped, count(seen.skipped, "file or folder", "files and folders"), "left out on purpose", "#coverage"],
    [seen.otherFiles, count(seen.otherFiles, "file"), `of kinds in which no code is looked for${kinds(coverage)}: coverage does not count them`, "#coverage"],
    [unmapped.findings, count(unmapped.findings, "finding"), `unmapped on ${id}: nobody looked, no effort is known`, "#findings?change=unmapped"],
    [unmapped.arguments, count(unmapped.arguments, "argument"), `of mapped calls that no rule names on ${id}`, "#rules"],
    [unmapped.unseenArguments, count(unmapped.unseenArguments, "call"), "with arguments that cannot be seen", "#findings"],
    [graded.findings, count(graded.findings, "finding"), `for a reader to judge: ${effortInWords(measure, graded.effort.tenths)} more, if they are what they seem`, "#findings?certainty=to+judge"],
    [counts.suppressed, count(counts.suppressed, "finding"), "ignored by comments: in no number here", "#findings?certainty=ignored"],
    [open, count(open, "question"), "that no code answers, and the settings do not: the advice does without", "#questions"],
  ].filter(([number]) => number > 0);
  const item = ([, number, words, place]) => el("li", {}, el("a", { href: place }, number), ` ${words}`);
  const none = el("p", {}, "Every file that can hold code was read and understood, and every finding has an entry.");
  return el("div", { class: "card" }, el("h2", {}, "What is not known"),
    rows.length ? el("ul", { class: "plain" }, rows.map(item)) : none,
    el("p", { class: "faint" }, "No estimate holds these, nor the work that ", el("a", { href: "#basis" }, "the estimate leaves out"), "."));
}

/** The kinds that occur most, as ` (.png, .csv …)`. */
function kinds({ otherExtensions }) {
  const named = byExtension(otherExtensions).filter(({ extension }) => extension).map(({ extension }) => `.${visible(extension)}`);
  return named.length ? ` (${named.slice(0, 3).join(", ")}${named.length > 3 ? " …" : ""})` : "";
}
