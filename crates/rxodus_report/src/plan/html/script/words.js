// Numbers and the project's own words.

/** The classes of change, from nothing to do to nothing there; `unmapped` is none of them: nobody looked. */
const CHANGES = ["keep", "remove", "rename", "arguments", "rewrite", "redesign", "none", "unmapped"];

const CHANGE_MEANS = {
  keep: "runs on unchanged",
  remove: "the call just goes away",
  rename: "another name, the same arguments",
  arguments: "one counterpart; arguments are renamed, added or dropped",
  rewrite: "several calls or an idiom take its place",
  redesign: "the design around it changes",
  none: "somebody looked: there is no counterpart",
  unmapped: "nobody looked: no effort is known, which is not the same as none",
};

const ORIGIN_MEANS = {
  qualified: "certain: the package is named with it",
  attached: "certain: its package is attached or imported",
  unattached: "certain: an unmistakable name, with nothing that attaches it",
  ambiguous: "to judge: it may be something else",
  dynamic: "to judge: put together when the code runs",
};

const TRAP_MEANS = { numeric: "other numbers", silent: "wrong without a word", error: "stops", info: "good to know" };

const FATE_WORDS = {
  to: "carries over",
  changes: "changes its meaning",
  manual: "by hand",
  drop: "goes away",
  none: "nothing takes its place",
  unknown: "no argument of it: look for a mistake in the call",
  unmapped: "not known: the rule does not name it",
};

/** What becomes of an argument that an entry of this change does not name. */
const FATE_BY_CHANGE = { rename: "to", remove: "drop", none: "none" };

// Made once: to make one costs more than to use it a hundred times.
const WHOLE = new Intl.NumberFormat("en-US");
const DECIMAL = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `12,345`. */
function whole(number) {
  return WHOLE.format(number);
}

/** `1 finding`, `2 findings`. */
function count(number, word, plural = `${word}s`) {
  return `${whole(number)} ${number === 1 ? word : plural}`;
}

/** With one digit after the point. */
function decimal(number) {
  return DECIMAL.format(number);
}

/** A share as `91.6 %`; a dash where there is no whole. The thousandths are rounded down, so 100 % stands for all alone. */
function percent(share) {
  return share === null || share === undefined ? "–" : `${decimal(share.permille / 10)} %`;
}

/** `11 of 12 files`. */
function partOf(share, word) {
  return share ? `${whole(share.part)} of ${count(share.of, word)}` : `no ${word}`;
}

/** An amount of bytes in powers of ten; a dash where it is not known. */
function bytes(number) {
  if (number === null || number === undefined) return "–";
  const unit = [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"]].find(([size]) => number >= size);
  return unit ? `${decimal(number / unit[0])} ${unit[1]}` : `${number} B`;
}

/** `a, b and c`. */
function inWords(items, last = "and") {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
