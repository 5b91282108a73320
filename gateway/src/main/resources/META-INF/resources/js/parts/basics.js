/** The smallest parts of the page. */

import {h} from "../dom.js";
import {percent, words} from "../format.js";

const PATHS = {
  home: "M3 10.5 12 3l9 7.5M5.5 9v11h13V9",
  data: "M4 5h16v14H4zM4 15l4.5-4.5L13 15l3-3 4 4M15.5 9h.01",
  train: "M4 18c3 0 3.5-12 6-12s2.500 9 5 9 2.500-4 5-4",
  studio: "M12 21a9 9 0 1 1 9-9c0 3-2.500 3.500-4.500 3.500H14a2 2 0 0 0-1.500 3.300c.7.8.4 2.200-.5 2.200zM7.500 11h.01M11 7.500h.01M16 9h.01",
  models: "M12 3 4 7.500v9L12 21l8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9",
  system: "M3 12h4l2.500-7 5 14L17 12h4",
  upload: "M12 16V4M7 9l5-5 5 5M4 20h16",
  close: "M6 6l12 12M18 6 6 18",
  check: "M5 12.500 10 17 19 7",
  warning: "M12 4 2.500 20h19zM12 10v4M12 17h.01",
  download: "M12 4v12M7 11l5 5 5-5M4 20h16",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  pause: "M8 5v14M16 5v14",
  play: "M7 4.500v15l12-7.500z",
  sun: "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M19 5l-1.500 1.500M6.500 17.500 5 19",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  face: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 9.500v1M15 9.500v1M8.500 14.500c2 2.300 5 2.300 7 0",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
};

export const icon = (name, label) => h("svg", {class: "icon", viewBox: "0 0 24 24", ...(label ? {role: "img", "aria-label": label} : {"aria-hidden": "true"})}, h("path", {d: PATHS[name]}));

/** A button; `kind` is primary, plain, danger or quiet. */
export const button = (text, onclick, {kind = "plain", symbol, ...props} = {}) =>
  h("button", {type: "button", class: `button ${kind}`, onclick, ...props}, symbol && icon(symbol), text);

/** A button of one symbol, with words for those who do not see it. */
export const symbolButton = (symbol, label, onclick, props = {}) =>
  h("button", {type: "button", ...props, class: `symbol-button ${props.class || ""}`, "aria-label": label, title: label, onclick}, icon(symbol));

export const submit = (text, props = {}) => h("button", {class: "button primary", ...props}, text);
export const link = (href, text, props = {}) => h("a", {href, ...props}, text);
export const linkButton = (href, text, {kind = "plain", symbol, ...props} = {}) => h("a", {href, class: `button ${kind}`, ...props}, symbol && icon(symbol), text);

const TONES = {sealed: "good", succeeded: "good", champion: "good", live: "good", up: "good", rejected: "bad", failed: "bad", "rolled-back": "bad", down: "bad", expired: "soft",
  canceled: "soft", importing: "busy", running: "busy", warming: "busy", "waiting-for-evidence": "busy", stepping: "busy", paused: "soft", queued: "soft"};
const NAMES = {sealed: "ready", canceled: "cancelled", succeeded: "done", queued: "waiting", rejected: "refused"};

/** A state as a person names it. */
export const stateName = state => NAMES[state] || words(state);
export const pill = (text, tone = TONES[text] || "soft") => h("span", {class: `pill ${tone}`}, stateName(text));
export const note = (...children) => h("p", {class: "note"}, children);
export const facts = parts => h("p", {class: "note facts"}, parts.filter(Boolean).map(part => h("span", null, part)));

/** A measured part of a whole; `share` is absent where it is not known. */
export const bar = (share, label) => h("div", {class: share === undefined ? "bar unknown" : "bar", role: "progressbar", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 100,
  ...(share === undefined ? {} : {"aria-valuenow": Math.round(100 * share), "aria-valuetext": percent(share)})},
h("i", {style: {width: share === undefined ? "30%" : `${Math.min(100, 100 * share)}%`}}));

export const card = (props, ...children) => h("section", {...props, class: `card ${props?.class || ""}`}, children);
export const cardHead = (title, ...rest) => h("div", {class: "card-head"}, h("h2", null, title), rest);

/** What is seen where nothing is yet, and what to do next. */
export const empty = (symbol, title, text, ...actions) => h("div", {class: "empty"}, h("span", {class: "empty-symbol"}, icon(symbol)), h("h2", null, title), h("p", null, text),
  actions.length ? h("div", {class: "actions"}, actions) : null);

export const skeleton = (rows = 3) => h("div", {class: "skeleton", "aria-busy": "true", "aria-label": "Loading"}, Array.from({length: rows}, () => h("div", null)));

/** What could not be done, in the service's words. */
export const failure = (refusal, again) => h("div", {class: "message bad", role: "alert"}, icon("warning"), h("div", null, h("p", null, refusal.message)),
  again && button("Try again", again, {kind: "quiet"}));
export const message = (tone, ...children) => h("div", {class: `message ${tone}`}, icon(tone === "bad" || tone === "busy" ? "warning" : "check"), h("div", null, children));

export const definition = pairs => h("dl", {class: "definition"}, pairs.filter(pair => pair && ![undefined, null, false, ""].includes(pair[1]))
  .map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));

/** A table that scrolls by itself where it is wider than its place. */
export const table = (label, heads, rows, props = {}) => h("div", {class: "table-box", tabindex: 0, role: "region", "aria-label": label},
  h("table", props, h("thead", null, h("tr", null, heads.map(head => h("th", {scope: "col"}, head)))), h("tbody", null, rows)));

export const row = (cells, props = {}) => h("tr", props, cells.map((cell, place) => h(place === 0 ? "th" : "td", place === 0 ? {scope: "row"} : null, cell)));

/** Choices of which one is made, each a link or a button. */
export const tabs = (label, items) => h("nav", {class: "tabs", "aria-label": label}, items.map(({href, text, current}) =>
  h("a", {href, ...(current ? {"aria-current": "page"} : {})}, text)));
