// Effort in the unit that the reader chose.

/** Words for ranges of tenths of a point, as hours or as points; hours are rounded as the other formats round them. */
function measure(plan, unit) {
  const { minutesPerPoint, teamFactor } = plan.basis;
  const thousandths = (tenths) => tenths * minutesPerPoint * teamFactor;
  const hours = {
    low: ({ low }) => decimal(Math.floor(Math.floor(thousandths(low) / 1000) / 6) / 10),
    likely: ({ likely }) => decimal(Math.floor((Math.floor((thousandths(likely) + 500) / 1000) + 3) / 6) / 10),
    high: ({ high }) => decimal(Math.ceil(Math.ceil(thousandths(high) / 1000) / 6) / 10),
  };
  const points = { low: ({ low }) => decimal(low / 10), likely: ({ likely }) => decimal(likely / 10), high: ({ high }) => decimal(high / 10) };
  const words = unit === "hours" ? hours : points;
  return { unit, ...words, span: (tenths) => (tenths.low === tenths.high ? words.likely(tenths) : `${words.low(tenths)} – ${words.high(tenths)}`), scale: (most) => `0 – ${words.high({ high: most })} ${unit}` };
}

/** Columns of an effort: likely, then from low to high. `null` is unmapped; `undefined` says that there is nothing to price. */
function effortColumns(measure, of) {
  return [
    { title: `Likely, ${measure.unit}`, number: true, class: "likely", cell: (row) => effortText(of(row), measure.likely) },
    { title: "Low – high", number: true, class: "span", cell: (row) => effortText(of(row), measure.span) },
  ];
}

function effortText(tenths, text) {
  return tenths ? text(tenths) : el("span", { class: "faint" }, tenths === null ? "not known" : "–");
}

/** A range in a sentence: `86.5 hours (37.4 – 328.1)`. */
function effortInWords(measure, tenths) {
  return `${measure.likely(tenths)} ${measure.unit} (${measure.span(tenths)})`;
}
