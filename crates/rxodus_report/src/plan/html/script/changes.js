// What changed since earlier plans, where some were given.

function changesSection({ plan, target, measure }) {
  const { comparison, history } = plan;
  if (!comparison && !history.length) return null;
  return section("changes", "Since earlier plans", null, [comparison && since(comparison, measure), history.length > 0 && burnDown(plan, target, measure)]);
}

/** What the rules moved and what the code moved, apart. */
function since(comparison, measure) {
  const columns = [
    { title: "Target", cell: (row) => row.target },
    { title: "Then", number: true, cell: (row) => measure.likely(row.before) },
    { title: "Then, by the rules of now", number: true, cell: (row) => measure.likely(row.repriced) },
    { title: "Now", number: true, class: "likely", cell: (row) => measure.likely(row.after) },
    { title: "Now, low – high", number: true, class: "span", cell: (row) => measure.span(row.after) },
  ];
  const rules = comparison.knowledgeChanged ? "Rules, formula or prices are others now: the second column has the earlier code at the prices of now." : "Rules, formula and prices are the same.";
  return [
    el("p", {}, `Since ${comparison.since}: ${count(comparison.gone, "finding")} gone, ${whole(comparison.new)} new. ${rules}`),
    table(`Likely effort in ${measure.unit}`, columns, comparison.targets),
  ];
}

/** Earlier plans and this one, on the chosen target. */
function burnDown(plan, target, measure) {
  const { target: id, scores } = plan.targets[target];
  const of = (milestone) => milestone.targets.find((one) => one.target === id);
  const now = { asOf: `${plan.asOf}, now`, formula: plan.basis.formula, counts: plan.counts, targets: [{ target: id, readiness: scores.readiness, tenths: scores.effort.tenths }] };
  const rows = [...plan.history, now];
  const most = Math.max(...rows.map((row) => of(row)?.tenths.high ?? 0), 0);
  const columns = [
    { title: "Plan of", cell: (row) => row.asOf },
    { title: "Formula", number: true, cell: (row) => whole(row.formula) },
    { title: "Findings", number: true, cell: (row) => whole(row.counts.certain) },
    { title: "Ready", number: true, cell: (row) => percent(of(row)?.readiness) },
    ...effortColumns(measure, (row) => of(row)?.tenths),
    { title: measure.scale(most), class: "chart", cell: (row) => of(row) && rangeBar(of(row).tenths, most) },
  ];
  return [el("h3", {}, `How it went on ${id}`), table("Earlier plans and this one", columns, rows)];
}
