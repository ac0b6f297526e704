// What was read, what was not, and what the numbers rest on.

function coverageSection({ plan }) {
  const { coverage } = plan;
  const { seen } = coverage;
  const numbers = [
    ["Read", `${count(seen.files, "file")} that can hold code, ${bytes(seen.bytes)}`],
    ["Wholly understood", seen.whole ? `${percent(seen.whole)}, ${partOf(seen.whole, "file")}` : "–"],
    ["Read in part", count(seen.partial, "file")],
    ["Not read", count(seen.unread, "file")],
    ["Left out on purpose", whole(seen.skipped)],
    ["Of other kinds", count(seen.otherFiles, "file")],
  ];
  const notSeen = [
    { title: "Path", class: "wide place", cell: (row) => pathText(row.path) },
    { title: "Seen", cell: (row) => mark(...({ partial: ["in part", "warn"], unread: ["not read", "bad"], skipped: ["left out", "plain"] }[row.status] ?? [row.status])) },
    { title: "Why", class: "wide", cell: (row) => prose(row.reason) },
    { title: "Lines", cell: (row) => row.regions.map(({ line, endLine }) => (line === endLine ? `${line}` : `${line}–${endLine}`)).slice(0, 12).join(", ") },
  ];
  const others = [
    { title: "Extension", cell: (row) => (row.extension ? `.${visible(row.extension)}` : "none") },
    { title: "Files", number: true, cell: (row) => whole(row.files) },
    { title: "Size", number: true, cell: (row) => bytes(row.bytes) },
  ];
  return section("coverage", "Files seen and not seen", null, [
    facts(numbers),
    coverage.notSeen.length > 0 && [el("h3", {}, "Not seen, or not wholly"), longTable("Files that were not seen, or not wholly", notSeen, coverage.notSeen)],
    coverage.otherExtensions.length > 0 && [el("h3", {}, "Kinds that are not read"), longTable("Files of kinds that are not read", others, byExtension(coverage.otherExtensions))],
  ]);
}

/** Repositories taken together, the most files first. */
function byExtension(others) {
  const all = new Map();
  for (const { extension, files, bytes } of others) {
    const one = all.get(extension) ?? all.set(extension, { extension, files: 0, bytes: 0 }).get(extension);
    one.files += files;
    one.bytes += bytes;
  }
  return [...all.values()].sort((a, b) => b.files - a.files || (a.extension < b.extension ? -1 : 1));
}

function basisSection({ plan }) {
  const { tool, basis, asOf, leftOut } = plan;
  const team = basis.teamFactor === 100 ? "" : `, times ${basis.teamFactor} % for this team`;
  const words = [
    ["Coverage", "files wholly understood, of all that can hold code. What was not seen is in no other number."],
    ["Readiness", "certain findings whose change is keep, remove, rename or arguments, of all certain findings. A high one can hide the one redesign that takes a week."],
    ["Effort", "a range: low, likely, high. All lows together assume that everything goes well at once, and all highs that nothing does. Judgement, not measurement."],
    ["Certain", "a finding whose package is named, attached or imported, or whose name is unmistakable. What a reader must judge is counted and priced apart."],
    ["Unmapped", "nobody looked at it on that target. That is not the same as none (somebody looked, and there is nothing), and neither is zero work."],
  ];
  return section("basis", "What the numbers rest on", null, [
    facts(words),
    facts([
      ["Unit", `1 point is ${basis.minutesPerPoint} minutes${team}`],
      ["Formula", `version ${basis.formula}`],
      ["Rules", code(basis.knowledge)],
      ["As of", asOf],
      ["Written by", `${tool.name} ${tool.version}`],
    ]),
    el("h3", {}, "What the estimate leaves out"),
    el("ul", {}, leftOut.map((text) => el("li", {}, prose(text)))),
  ]);
}
