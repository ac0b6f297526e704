// The parts that sections are made of: sections, tables, bars, badges.

/** A section of the page; `fill` its body again when a choice changes. */
function section(id, title, lead, body) {
  return el("section", { id, "aria-labelledby": `${id}-title` }, el("h2", { id: `${id}-title` }, title), lead && el("p", { class: "lead" }, lead), body);
}

/** A table. Columns: `{ title, number?, class?, cell(row) }`; the first is the row's header. Wide ones scroll inside. */
function table(caption, columns, rows, foot) {
  const head = el("tr", {}, columns.map((column) => el("th", { scope: "col", class: columnClass(column) }, column.title)));
  const line = (row) => el("tr", {}, columns.map((column, at) => cell(column, column.cell(row), at === 0)));
  return scrolling(
    caption,
    el("table", {}, el("caption", { class: "hidden" }, caption), el("thead", {}, head), el("tbody", {}, rows.map(line)), foot && el("tfoot", {}, foot)),
  );
}

function columnClass(column) {
  return [column.number && "number", column.class].filter(Boolean).join(" ") || null;
}

function cell(column, content, isHead) {
  return el(isHead ? "th" : "td", { scope: isHead ? "row" : null, class: columnClass(column) }, content);
}

/** A box that scrolls sideways, by keyboard as well. */
function scrolling(label, content) {
  const box = el("div", { class: "scroll", role: "group", "aria-label": label, tabindex: 0 }, content);
  WIDTHS.observe(box);
  return box;
}

/** Marks the boxes that hold more than they show, whenever their width changes. */
const WIDTHS = new ResizeObserver((changes) => changes.forEach(({ target }) => target.classList.toggle("wider", target.scrollWidth > target.clientWidth + 1)));

/** A table of which only the first rows are shown, and a button for the others; on paper, all that are shown. */
function longTable(caption, columns, rows, shown = 12) {
  const box = el("div", {});
  const draw = (limit) => {
    const more = rows.length - limit;
    const all = el("button", { type: "button", class: "more", on: { click: () => draw(rows.length) } }, `Show all ${whole(rows.length)}`);
    fill(box, table(caption, columns, rows.slice(0, limit)), more > 0 && el("p", {}, all, el("span", { class: "faint" }, ` ${whole(more)} more`)));
  };
  draw(rows.length <= shown + 3 ? rows.length : shown);
  return box;
}

/** A class of change, in its colour and in words. */
function badge(change) {
  return el("span", { class: `badge change-${change}`, title: CHANGE_MEANS[change] }, change);
}

/** A word about a state: `good`, `warn`, `bad`, `plain`. */
function mark(text, tone = "plain") {
  return el("span", { class: `mark ${tone}` }, text);
}

/** A bar of parts: `[class, value]`, as a share of `most`. The numbers stand beside it, so it is not read aloud. */
function stack(parts, most) {
  const piece = ([name, value]) => sized(el("span", { class: `change-${name}`, title: name }), { width: share(value, most) });
  return el("div", { class: "stack", "aria-hidden": "true" }, parts.filter(([, value]) => value > 0).map(piece));
}

/** A range on a line from 0 to `most`, with a tick where the likely value is. */
function rangeBar({ low, likely, high }, most) {
  const span = sized(el("span", { class: "span" }), { left: share(low, most), width: share(high - low, most) });
  return el("div", { class: "range", "aria-hidden": "true" }, span, sized(el("span", { class: "tick" }), { left: share(likely, most) }));
}

/** A share as a filled bar. */
function meter(permille) {
  return el("div", { class: "meter", "aria-hidden": "true" }, sized(el("span", {}), { width: `${permille / 10}%` }));
}

function share(value, most) {
  return most > 0 ? `${(100 * value) / most}%` : "0%";
}

function sized(element, style) {
  Object.assign(element.style, style);
  return element;
}

/** What the colours of change mean, for the classes that occur. */
function legend(changes) {
  const item = (change) => el("li", {}, badge(change), ` ${CHANGE_MEANS[change]}`);
  return el("ul", { class: "legend", "aria-label": "Classes of change" }, CHANGES.filter((change) => changes.has(change)).map(item));
}

/** What changes in meaning, below a heading; nothing where there is nothing. */
function trapList(title, traps) {
  const item = ({ severity, note, advice }) => el("li", {}, mark(`${TRAP_MEANS[severity] ?? severity}: `, "warn"), prose(note), " ", prose(advice));
  return traps.length > 0 && el("div", { class: "traps" }, el("p", {}, el("strong", {}, title)), el("ul", {}, traps.map(item)));
}

/** Terms and what they are. */
function facts(pairs) {
  return el("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "").map(([term, value]) => [el("dt", {}, term), el("dd", {}, value)]));
}

/** A row that opens another one below it; what is there is made when it is first opened. */
function opening(columns, row, key, isOpen, build, toggle) {
  const id = `more-${key}`;
  const button = el("button", { type: "button", class: "open", "aria-expanded": String(isOpen), "aria-controls": id, on: { click: toggle } }, columns[0].cell(row));
  const head = el("th", { scope: "row", class: columnClass(columns[0]) }, button);
  const line = el("tr", { class: isOpen ? "opened" : null, id: `row-${key}` }, head, columns.slice(1).map((column) => cell(column, column.cell(row), false)));
  return isOpen ? [line, el("tr", { class: "detail", id }, el("td", { colspan: columns.length }, build()))] : [line];
}
