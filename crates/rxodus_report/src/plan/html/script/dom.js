"use strict";

// Elements. Text only ever becomes text, so nothing in the data can become markup or code.

/** An element with attributes, listeners (`on`) and children: nodes, text, lists of them; `null` and `false` are left out. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(name, name === "href" ? safeAddress(value) : value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** Puts these children in the place of all that an element holds. */
function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** An address of the web or a place in this page; anything else leads nowhere. */
function safeAddress(address) {
  return /^(https?:\/\/|#)/i.test(address) ? address : "#";
}

/** A link that leaves the page; what is no address of the web stays text. */
function outside(address, text = address) {
  if (!/^https?:\/\//i.test(address)) return visible(text);
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, visible(text));
}

// Control characters, the separators of lines, and what turns the direction of writing or has no width.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from scanned files for one line, with every character to be seen. */
function visible(text) {
  return String(text).replace(HIDDEN, (hidden) => (hidden === "\t" ? "    " : `\\u{${hidden.codePointAt(0).toString(16)}}`));
}

/** A stretch of code or a name in it. */
function code(text, className = "") {
  return el("code", { class: className || null }, visible(text));
}

/** Several lines of code. */
function codeBlock(text) {
  return el("pre", { tabindex: 0 }, el("code", {}, text.replace(/\n$/, "").split("\n").map(visible).join("\n")));
}

/** A path, which may break at its slashes. */
function pathText(path) {
  return visible(path).split("/").flatMap((part, at) => (at === 0 ? [part] : ["/", el("wbr"), part]));
}

/** Text with words between backticks as code. */
function prose(text) {
  return visible(text).split(/(`[^`]+`)/).map((part) => (/^`.+`$/.test(part) ? el("code", {}, part.slice(1, -1)) : part));
}
