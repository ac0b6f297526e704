// Puts the page together, and draws it again when the reader chooses something else.

// Where nothing was found there is nothing to compare, only what was seen and what that rests on.
const NOTHING_FOUND = [summarySection, coverageSection, basisSection];
const SECTIONS = [summarySection, targetsSection, repositoriesSection, changesSection, wavesSection, estateSection, effortSection, platformsSection, findingsSection, rulesSection, coverageSection, basisSection];

function start() {
  const plan = readPlan();
  const state = { target: firstTarget(plan), unit: "hours", filter: { ...NO_FILTER }, sort: { by: "place", down: false }, page: 0, open: new Set(), printing: false };
  const draw = () => drawPage(plan, state, draw);
  document.title = plan.name ? `${planName(plan)}: plan` : "Plan";
  follow(plan, state);
  draw();
  // Without a place in the address the page begins at its top, with the menu.
  if (location.hash) scrollToPlace();
  window.addEventListener("hashchange", () => {
    if (follow(plan, state)) draw();
    scrollToPlace();
  });
  const print = (printing) => () => {
    state.printing = printing;
    draw();
  };
  window.addEventListener("beforeprint", print(true));
  window.addEventListener("afterprint", print(false));
}

/** The target of the platform that is recommended, or the first one. */
function firstTarget(plan) {
  const best = recommended(plan.advice);
  return Math.max(plan.targets.findIndex(({ target }) => target === best?.target), 0);
}

function drawPage(plan, state, draw) {
  const set = (changes) => {
    Object.assign(state, changes);
    draw();
  };
  const remember = () => history.replaceState(null, "", placeOf(plan, state));
  const view = { plan, state, target: state.target, measure: measure(plan, state.unit), set, remember };
  const sections = (plan.findings.length > 0 ? SECTIONS : NOTHING_FOUND).map((build) => build(view)).filter(Boolean);
  fill(document.getElementById("main"), sections);
  fill(document.getElementById("contents"), el("ol", {}, sections.map((one) => el("li", {}, el("a", { href: `#${one.id}` }, one.id === "summary" ? "Summary" : one.querySelector("h2").textContent)))));
  const choices = document.getElementById("choices");
  if (!choices.children.length) fill(choices, choiceGroups(view));
  for (const input of choices.querySelectorAll("input")) input.checked = input.value === String(state[input.name]);
}

function choiceGroups({ plan, set, remember }) {
  const group = (title, name, values) =>
    el("fieldset", {}, el("legend", {}, title), values.map(([value, text]) =>
      el("label", {}, el("input", { type: "radio", name, value: String(value), on: { change: () => { set({ [name]: value }); remember(); } } }), el("span", {}, text))));
  return [
    plan.targets.length > 1 && group("Target", "target", plan.targets.map((target, at) => [at, target.target])),
    group("Effort in", "unit", [["hours", "hours"], ["points", "points"]]),
  ];
}

/** What the reader chose, as the part of an address behind `#`, so that a filtered page can be passed on. */
function placeOf(plan, { target, filter }) {
  const chosen = Object.entries({ target: plan.targets[target].target, ...filter }).filter(([, value]) => value);
  return `#${address().place}?${new URLSearchParams(chosen)}`;
}

/** The address: a place of the page, and what is asked for there. */
function address() {
  const [place, query = ""] = location.hash.slice(1).split("?");
  return { place: place || "summary", asked: new URLSearchParams(query) };
}

/** Takes over what the address asks for; whether it asks for anything. */
function follow(plan, state) {
  const { asked } = address();
  const target = plan.targets.findIndex((one) => one.target === asked.get("target"));
  if (target >= 0) state.target = target;
  if (asked.has("show")) state.open.add(ruleKey(asked.get("show")));
  else if (asked.size > 0) {
    state.filter = Object.fromEntries(Object.keys(NO_FILTER).map((name) => [name, asked.get(name) ?? ""]));
    state.page = 0;
  }
  return asked.size > 0;
}

function scrollToPlace() {
  const { place, asked } = address();
  const element = document.getElementById(asked.has("show") ? `row-${ruleKey(asked.get("show"))}` : place);
  if (element instanceof HTMLDetailsElement) element.open = true;
  element?.scrollIntoView();
}

start();
