// Every target side by side, and the repositories of a merge.

function targetsSection({ plan, target, measure, set }) {
  const most = Math.max(...plan.targets.map(({ scores }) => scores.effort.tenths.high), 0);
  const columns = [
    { title: "Target", class: "wide", cell: (row) => [el("button", { type: "button", class: "link", "aria-pressed": String(row.at === target), on: { click: () => set({ target: row.at }) } }, row.target), el("span", { class: "faint block" }, visible(row.title))] },
    { title: "Mapped", number: true, cell: (row) => percent(row.scores.mapped) },
    { title: "Ready", number: true, cell: (row) => [percent(row.scores.readiness), row.scores.readiness && meter(row.scores.readiness.permille)] },
    ...effortColumns(measure, (row) => row.scores.effort.tenths),
    { title: measure.scale(most), class: "chart", cell: (row) => rangeBar(row.scores.effort.tenths, most) },
    ...fixedColumn(plan, measure),
    { title: "Unmapped", number: true, cell: (row) => whole(row.scores.unmapped.findings) },
    { title: "To judge", number: true, cell: (row) => whole(row.scores.graded.findings) },
  ];
  const rows = plan.targets.map((row, at) => ({ ...row, at }));
  const changes = new Set(plan.targets.flatMap((row) => row.changes.map((change) => change.name)));
  if (plan.targets.some((row) => row.scores.unmapped.findings > 0)) changes.add("unmapped");
  return section("targets", "Targets side by side", "The three scores of each target. They answer different questions, so none of them is a grade of the whole.", [
    table("Targets side by side", columns, rows),
    el("h3", {}, "What becomes of the findings"),
    table("Certain findings by class of change", changeColumns(plan), rows),
    legend(changes),
  ]);
}

function fixedColumn(plan, measure) {
  if (!plan.targets.some(({ scores }) => scores.fixed.tenths.high > 0)) return [];
  return [{ title: "Once for the project", number: true, cell: (row) => [measure.likely(row.scores.fixed.tenths), el("span", { class: "faint block" }, measure.span(row.scores.fixed.tenths))] }];
}

/** Certain findings by class, as numbers and as one bar. */
function changeColumns(plan) {
  const number = (row, change) => (change === "unmapped" ? row.scores.unmapped.findings : row.changes.find(({ name }) => name === change)?.findings ?? 0);
  const used = CHANGES.filter((change) => plan.targets.some((row) => number(row, change) > 0));
  const parts = (row) => used.map((change) => [change, number(row, change)]);
  return [
    { title: "Target", cell: (row) => row.target },
    { title: "Share of the findings", class: "chart", cell: (row) => stack(parts(row), plan.counts.certain) },
    ...used.map((change) => ({ title: change, number: true, cell: (row) => whole(number(row, change)) })),
  ];
}

function repositoriesSection({ plan, target, measure }) {
  if (plan.repositories.length < 2) return null;
  const chosen = plan.targets[target];
  const of = (row) => row.targets.find((one) => one.target === chosen.target);
  const rows = [...plan.repositories].sort((a, b) => (of(b)?.effort.tenths.likely ?? 0) - (of(a)?.effort.tenths.likely ?? 0));
  const most = Math.max(...rows.map((row) => of(row)?.effort.tenths.high ?? 0), 0);
  const columns = [
    { title: "Repository", class: "wide", cell: (row) => visible(row.name) },
    { title: "Files", number: true, cell: (row) => whole(row.coverage.files) },
    { title: "Findings", number: true, cell: (row) => whole(row.counts.certain) },
    { title: "To judge", number: true, cell: (row) => whole(row.counts.graded) },
    { title: "Ready", number: true, cell: (row) => percent(of(row)?.readiness) },
    ...effortColumns(measure, (row) => of(row)?.effort.tenths),
    { title: measure.scale(most), class: "chart", cell: (row) => of(row) && rangeBar(of(row).effort.tenths, most) },
  ];
  return section("repositories", "Repositories", `On ${chosen.target}, the most work first.`, longTable("Repositories", columns, rows, 25));
}
